//! The plot: processor time as bars, one group for each document, one panel for each measurement.
//! The length of a bar is its share of the longest in its group.

use super::results::{Document, Results, Step};
use super::statistics::{self, Figure};
use super::usage::Outcome;
use std::fmt::Write;

/// The measurements of the plot, and their titles.
const PANELS: [(Step, &str); 4] = [
    (Step::Generate, "Generating"),
    (Step::Check, "cargo check of the library"),
    (Step::DebugFifty, "Debug build, library and a caller"),
    (Step::ReleaseFifty, "Release build, library and a caller"),
];

/// Colours that can be distinguished on white and on black, also with colour blindness.
const COLOURS: [&str; 3] = ["#0f8a8a", "#c4761b", "#7a6fc0"];

const WIDTH: usize = 760;
const LEFT: usize = 130;
const BARS: usize = 520;
const BAR: usize = 11;
const STYLE: &str = "text{font:12px system-ui,sans-serif;fill:#222}\
    .title{font-weight:600;font-size:13px}.small{font-size:10px}\
    .axis{stroke:#888;stroke-width:1}.grid{stroke:#888;stroke-opacity:.3}\
    @media(prefers-color-scheme:dark){text{fill:#ddd}}";

/// A drawing that grows downwards.
struct Drawing {
    body: String,
    y: usize,
}

/// Draws the plot as SVG.
pub fn plot(results: &Results) -> String {
    let mut drawing = Drawing {
        body: String::new(),
        y: 20,
    };
    drawing.legend(results);
    for (step, title) in PANELS {
        let documents: Vec<_> = results
            .documents
            .iter()
            .filter(|document| {
                results
                    .generators
                    .keys()
                    .any(|name| !document.outcomes(name, step).is_empty())
            })
            .collect();
        if !documents.is_empty() {
            drawing.panel(results, step, title, &documents);
        }
    }
    let height = drawing.y;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-label=\"Processor time of the generators and of compiling their output\">\n\
         <style>{STYLE}</style>\n{}</svg>\n",
        drawing.body
    )
}

fn colour(index: usize) -> &'static str {
    COLOURS[index % COLOURS.len()]
}

impl Drawing {
    fn text(&mut self, x: usize, y: usize, attributes: &str, text: &str) {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\" {attributes}>{text}</text>"
        );
    }

    fn line(&mut self, class: &str, from: (usize, usize), to: (usize, usize)) {
        let _ = writeln!(
            self.body,
            "<line class=\"{class}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
            from.0, from.1, to.0, to.1
        );
    }

    fn bar(&mut self, index: usize, y: usize, length: f64) {
        let colour = colour(index);
        let _ = writeln!(
            self.body,
            "<rect x=\"{LEFT}\" y=\"{y}\" width=\"{length:.1}\" height=\"{BAR}\" fill=\"{colour}\"/>"
        );
    }

    fn legend(&mut self, results: &Results) {
        for (index, (name, version)) in results.generators.iter().enumerate() {
            let x = LEFT + index * 180;
            let _ = writeln!(
                self.body,
                "<rect x=\"{x}\" y=\"{}\" width=\"{BAR}\" height=\"{BAR}\" fill=\"{}\"/>",
                self.y - 10,
                colour(index)
            );
            self.text(x + 18, self.y, "", &format!("{name} {version}"));
        }
        self.y += 26;
    }

    fn panel(&mut self, results: &Results, step: Step, title: &str, documents: &[&Document]) {
        self.text(LEFT, self.y, "class=\"title\"", title);
        self.y += 10;
        let top = self.y;
        for document in documents {
            self.group(results, step, document);
        }
        let bottom = self.y;
        self.line("axis", (LEFT, top), (LEFT, bottom));
        for percent in [0, 25, 50, 75, 100] {
            let x = LEFT + BARS * percent / 100;
            if percent > 0 {
                self.line("grid", (x, top), (x, bottom));
            }
            let label = format!("{percent} %");
            self.text(
                x,
                bottom + 12,
                "class=\"small\" text-anchor=\"middle\"",
                &label,
            );
        }
        let label = "CPU time as a share of the longest; seconds beside the bar";
        let middle = LEFT + BARS / 2;
        self.text(
            middle,
            bottom + 26,
            "class=\"small\" text-anchor=\"middle\"",
            label,
        );
        self.y += 52;
    }

    /// The bars of a document.
    fn group(&mut self, results: &Results, step: Step, document: &Document) {
        self.y += 6;
        let names = results.generators.keys();
        let times: Vec<_> = names
            .map(|name| {
                let outcomes = document.outcomes(name, step);
                (outcomes, statistics::middle(outcomes, Figure::Cpu))
            })
            .collect();
        let longest = times
            .iter()
            .filter_map(|(_, time)| *time)
            .fold(0.0, f64::max);
        let height = times.len() * (BAR + 2);
        let middle = self.y + height / 2 + 4;
        self.text(LEFT - 8, middle, "text-anchor=\"end\"", &document.name);
        for (index, (outcomes, time)) in times.into_iter().enumerate() {
            let length = match time {
                Some(time) if longest > 0.0 => time / longest * scale(),
                _ => 0.0,
            };
            self.bar(index, self.y, length);
            let label = label(outcomes, time);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "pixels"
            )]
            let end = LEFT + length.ceil() as usize + 5;
            self.text(end, self.y + 10, "class=\"small\"", &label);
            self.y += BAR + 2;
        }
        self.y += 4;
    }
}

#[expect(clippy::cast_precision_loss, reason = "pixels")]
fn scale() -> f64 {
    BARS as f64
}

fn label(outcomes: &[Outcome], time: Option<f64>) -> String {
    let is_bound = outcomes
        .iter()
        .any(|outcome| matches!(outcome, Outcome::Exceeded(..)));
    match time {
        Some(time) if is_bound => format!("more than {time:.0} s"),
        Some(time) if time < 10.0 => format!("{time:.2} s"),
        Some(time) => format!("{time:.0} s"),
        None if outcomes.is_empty() => "not measured".to_owned(),
        None => "fails".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::results::tests::results;
    use super::plot;

    #[test]
    fn bars_are_shares_of_the_longest() {
        let svg = plot(&results());
        for expected in [
            // 1 s of 4.5 s, of 520 pixels.
            "width=\"115.6\" height=\"11\" fill=\"#0f8a8a\"",
            "width=\"520.0\" height=\"11\" fill=\"#c4761b\"",
            ">1.00 s</text>",
            ">more than 10 s</text>",
            ">fails</text>",
            ">shop</text>",
            "prefers-color-scheme:dark",
        ] {
            assert!(svg.contains(expected), "{expected}\n{svg}");
        }
        assert!(!svg.contains("Release build"), "nothing was released");
    }

    #[test]
    fn each_element_is_closed() {
        let svg = plot(&results());
        let count = |text: &str| svg.matches(text).count();
        assert_eq!(count("<text"), count("</text>"));
        assert_eq!(count("<svg"), count("</svg>"));
        assert_eq!(count("<rect") + count("<line"), count("/>"));
    }
}
