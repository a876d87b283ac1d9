//! Prism: a package of npm with a pinned version, in its own folder below `target/`.
#![expect(clippy::disallowed_methods, reason = "a package is installed")]

use std::fs::{self, File};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tools::run;

/// The last version that runs with Node.js 20.
const VERSION: &str = "5.14.2";

/// The time limit for Prism to read a document.
const LIMIT: Duration = Duration::from_secs(180);

/// Installs Prism unless it is there, and returns the path of its program.
pub fn install(workspace: &Path) -> Result<PathBuf, String> {
    let folder = workspace.join(format!("server-{VERSION}"));
    let program = folder.join("node_modules/.bin/prism");
    if !program.exists() {
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut npm = Command::new("npm");
        npm.args([
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--prefix",
        ])
        .arg(&folder)
        .arg(format!("@stoplight/prism-cli@{VERSION}"))
        .stdout(Stdio::null());
        run::finish(&mut npm)?;
    }
    Ok(program)
}

/// A server process, which ends when this is dropped.
pub struct Server {
    program: PathBuf,
    document: PathBuf,
    child: Child,
    port: u16,
}

impl Server {
    /// Starts Prism for a document, on a free port of this machine, and waits until it listens.
    pub fn start(program: &Path, document: &Path) -> Result<Self, String> {
        let (child, port) = start(program, document)?;
        Ok(Self {
            program: program.to_owned(),
            document: document.to_owned(),
            child,
            port,
        })
    }

    /// The port of the server.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Starts the server again.
    pub fn restart(&mut self) -> Result<(), String> {
        self.stop();
        (self.child, self.port) = start(&self.program, &self.document)?;
        Ok(())
    }

    /// Stops the server.
    pub fn stop(&mut self) {
        // An error means that the server has ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn start(program: &Path, document: &Path) -> Result<(Child, u16), String> {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let port = free.map_err(|error| error.to_string())?.port();
    let log = program.with_file_name("prism.log");
    let output = File::create(&log).map_err(|error| format!("{}: {error}", log.display()))?;
    let mut child = Command::new(program)
        .args(["mock", "--errors", "--cors=false", "--port"])
        .arg(port.to_string())
        .arg(document)
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    let begin = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        let ended = child.try_wait().map_err(|error| error.to_string())?;
        if ended.is_some() || begin.elapsed() > LIMIT {
            let _ = child.kill();
            let _ = child.wait();
            return Err(format!(
                "Prism doesn't serve {}: see {}",
                document.display(),
                log.display()
            ));
        }
        sleep(Duration::from_millis(200));
    }
    Ok((child, port))
}
