//! A schedule of some dozens of kilobytes, the same at each run: names and numbers follow from where
//! something stands.

use crate::{
    Address, Berth, BerthKind, Cargo, Fuel, FuelGrade, Part, Person, Pilot, Port, Position, Repair,
    Schedule, Service, Ship, ShipKind, Visit, VisitStatus,
};

const SHIPS: [&str; 7] = [
    "Gannet",
    "Old Forge",
    "Mølle \"II\"",
    "Sea Lavender",
    "Anna Weber",
    "Kittiwake",
    "Ōmi Maru",
];
const PEOPLE: [&str; 5] = [
    "Ida Brandt",
    "Tomás Reyes",
    "Mei Okada",
    "J. O'Hara",
    "Lena Vuk",
];
const CITIES: [&str; 4] = ["Bremerhaven", "Leith", "Gdynia", "Århus"];
const GOODS: [&str; 5] = ["wheat", "frozen fish", "machine parts", "timber", "paint"];

/// A schedule of this number of visits.
#[must_use]
pub fn sample(visits: i64) -> Schedule {
    Schedule {
        port: Port {
            code: "DEBRV".to_owned(),
            name: "Bremerhaven, Überseehafen".to_owned(),
            position: Position {
                latitude: 53.571_94,
                longitude: 8.544_5,
            },
            berths: (0..12).map(berth).collect(),
            facilities: ["crane", "rail", "reefer", "shore_power", "slipway"]
                .map(|name| (name.to_owned(), name.len() % 2 == 0))
                .into(),
        },
        visits: (0..visits).map(visit).collect(),
        total: visits * 17,
        updated: time(1),
        next: Some("cGFnZT0y".to_owned()),
    }
}

fn of<T: Clone>(all: &[T], index: i64) -> T {
    let index = usize::try_from(index).unwrap_or_default();
    all[index % all.len()].clone()
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn number(index: i64, scale: f64) -> f64 {
    ((index * 7919) % 1000) as f64 / scale + 1.5
}

fn time(index: i64) -> String {
    let (day, hour, minute) = (index % 28 + 1, index * 5 % 24, index * 13 % 60);
    format!("2026-03-{day:02}T{hour:02}:{minute:02}:00Z")
}

fn berth(index: i64) -> Berth {
    let kinds = [
        BerthKind::Quay,
        BerthKind::Dolphin,
        BerthKind::Buoy,
        BerthKind::DryDock,
    ];
    Berth {
        id: 4000 + index,
        name: format!("Berth {index}"),
        kind: of(&kinds, index),
        depth: number(index, 100.0),
        occupied: index % 3 == 0,
        occupant: (index % 3 == 0).then(|| of(&SHIPS, index).to_owned()),
    }
}

fn visit(index: i64) -> Visit {
    let status = [
        VisitStatus::Announced,
        VisitStatus::Arrived,
        VisitStatus::Moored,
        VisitStatus::Departed,
        VisitStatus::Cancelled,
    ];
    let remarks = ["customs", "quarantine", "weather"];
    Visit {
        id: format!("visit-{:08x}", index * 2_654_435 + 77),
        ship: ship(index),
        berth: 4000 + index % 12,
        status: of(&status, index),
        arrival: time(index),
        departure: (index % 4 != 0).then(|| time(index + 2)),
        services: (0..index % 4).map(|next| service(index + next)).collect(),
        cargo: (0..=index % 3).map(|next| cargo(index + next)).collect(),
        draughts: (0..3).map(|next| number(index + next, 90.0)).collect(),
        agent: (index % 2 == 0).then(|| person(index + 1)),
        remarks: (index % 3 == 1).then(|| {
            let text = |name: &str| (name.to_owned(), format!("{name} is settled,\nno {index}"));
            remarks.map(text).into()
        }),
    }
}

fn ship(index: i64) -> Ship {
    let kinds = [
        ShipKind::BulkCarrier,
        ShipKind::ContainerShip,
        ShipKind::Tanker,
        ShipKind::Ferry,
        ShipKind::Trawler,
        ShipKind::Tug,
    ];
    Ship {
        imo: 9_000_000 + index * 613,
        name: of(&SHIPS, index).to_owned(),
        flag: of(&["DE", "NO", "PL", "PA"], index).to_owned(),
        kind: of(&kinds, index),
        length: number(index, 5.0),
        beam: number(index, 40.0),
        gross_tonnage: 900 + index * 1371,
        built: 1979 + index % 45,
        call_sign: (index % 5 != 2).then(|| format!("DH{:02}X", index % 100)),
        owner: (index % 3 != 0).then(|| person(index)),
    }
}

fn person(index: i64) -> Person {
    Person {
        name: of(&PEOPLE, index).to_owned(),
        email: (index % 2 == 1).then(|| format!("desk{index}@harbour.example")),
        phones: (0..index % 3)
            .map(|next| format!("+49 471 {index:03}{next}"))
            .collect(),
        address: (index % 4 == 1).then(|| Address {
            lines: vec![format!("Kai {index}"), "2nd floor".to_owned()],
            city: of(&CITIES, index).to_owned(),
            postcode: format!("{:05}", 27_000 + index),
            country: "DE".to_owned(),
        }),
    }
}

fn service(index: i64) -> Service {
    match index % 3 {
        0 => Service::Fuel(Fuel {
            grade: of(
                &[FuelGrade::Heavy, FuelGrade::Diesel, FuelGrade::Gas],
                index / 3,
            ),
            tonnes: number(index, 3.0),
            price: (index % 2 == 0).then(|| number(index, 2.0)),
        }),
        1 => Service::Pilot(Pilot {
            pilot: person(index),
            boarding: time(index),
            outward: index % 2 == 0,
        }),
        _ => Service::Repair(Repair {
            description: "Replace the seals of the stern tube".to_owned(),
            hours: number(index, 80.0),
            parts: (0..3).map(|next| part(index + next)).collect(),
        }),
    }
}

fn part(index: i64) -> Part {
    Part {
        number: format!("P-{:05}", index * 37),
        name: of(&["seal", "gasket", "bearing"], index).to_owned(),
        quantity: index % 9 + 1,
        weight: number(index, 60.0),
    }
}

fn cargo(index: i64) -> Cargo {
    Cargo {
        commodity: of(&GOODS, index).to_owned(),
        tonnes: number(index, 1.0),
        hazard: (index % 5 == 4).then_some(3),
        containers: (0..index % 6)
            .map(|next| format!("HBRU{:07}", index * 311 + next))
            .collect(),
        temperatures: (index % 5 == 1).then(|| {
            ["hold", "deck"]
                .map(|name| (name.to_owned(), -number(index, 50.0)))
                .into()
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::sample;
    use crate::Schedule;

    #[test]
    fn it_is_read_as_it_was_written() {
        let schedule = sample(40);
        let text = serde_json::to_string(&schedule).unwrap();
        assert!((20_000..60_000).contains(&text.len()), "{}", text.len());
        assert_eq!(serde_json::from_str::<Schedule>(&text).unwrap(), schedule);
    }
}
