//! Random bodies and queries of the documented shapes, with the values that programs trip over.

use chrono::TimeDelta;
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use serde_json::{Map, Value, json};
use shared::api::Declaration;
use uuid::Uuid;

/// Ids that are remembered at most.
const IDS: usize = 400;

/// How often a value is one that people would enter.
const SOUND: f64 = 0.7;

const SOUND_TEXTS: &[&str] =
    &["Đường vào thôn", "Nguyễn Thị Ánh", "Trùng lịch họp thôn", "Nhà văn hóa", "19:30", "an-phu-2025"];

const TEXTS: &[&str] = &[
    "",
    " ",
    "Đường vào thôn",
    "Nguyễn Thị Ánh",
    "e\u{301}\u{302}\u{31b}\u{323}",
    "\u{0}",
    "a\u{0}b",
    "\u{feff}\u{200b}\u{202e}",
    "😀🇻🇳",
    "%_\\%",
    "'; DROP TABLE unit; --",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "=HYPERLINK(\"x\")",
    "19:30",
    "24:61",
    "0912345678",
    "001080000123",
    "an-phu-2025",
    "rs-2025",
    "1e309",
    "null",
    "\r\n\t\u{b}\u{7f}",
    "ﷺﬃ\u{1d15e}",
];

const DATES: &[&str] = &[
    "2026-01-01",
    "2026-12-31",
    "2024-02-29",
    "2023-02-29",
    "0000-01-01",
    "0001-01-01",
    "-0001-01-01",
    "-4712-01-01",
    "9999-12-31",
    "+10000-01-01",
    "+262142-12-31",
    "-262143-01-01",
    "1900-01-01",
    "",
];

const TIMES: &[&str] = &[
    "2026-03-04T12:30:00Z",
    "2026-03-04T14:30:00Z",
    "2026-03-04T19:30:00+07:00",
    "2026-12-31T23:59:60Z",
    "0001-01-01T00:00:00Z",
    "-0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
    "+262142-12-31T23:59:59Z",
    "-262143-01-01T00:00:00Z",
    "+262142-12-31T23:59:59-23:59",
    "2026-03-04T12:30:00.123456789Z",
    "2026-03-04",
];

const NUMBERS: &[i64] =
    &[0, 1, 2, 3, 5, 12, 31, 100, 2022, 2026, -1, 32_767, 65_536, 2_147_483_647, -2_147_483_648, i64::MAX, i64::MIN];

/// Makes bodies and queries.
pub struct Generator {
    document: Value,
    /// The dice.
    pub random: StdRng,
    ids: Vec<Uuid>,
}

impl Generator {
    pub fn new(document: Value, random: StdRng) -> Self {
        Self { document, random, ids: Vec::new() }
    }

    /// Remembers an id.
    pub fn know(&mut self, id: Uuid) {
        if self.ids.len() < IDS {
            self.ids.push(id);
        } else {
            let place = self.random.random_range(0..IDS);
            self.ids[place] = id;
        }
    }

    /// Remembers some of the ids in a reply.
    pub fn harvest(&mut self, reply: &Value) {
        match reply {
            Value::String(text) if text.len() == 36 && self.random.random_bool(0.2) => {
                if let Ok(id) = text.parse() {
                    self.know(id);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.harvest(item)),
            Value::Object(fields) => fields.values().for_each(|field| self.harvest(field)),
            _ => {}
        }
    }

    /// A known id, or none that anything has.
    pub fn id(&mut self) -> Uuid {
        match self.ids.choose(&mut self.random) {
            Some(id) if self.random.random_bool(0.9) => *id,
            _ => Uuid::from_u128(self.random.random()),
        }
    }

    /// `?a=1&b=2`, or nothing.
    pub fn query(&mut self, endpoint: &Declaration) -> String {
        let operation = self.operation(endpoint);
        let mut pairs = Vec::new();
        for parameter in operation["parameters"].as_array().cloned().unwrap_or_default() {
            if parameter["in"] == "query" && self.random.random_bool(0.3) {
                let value = match self.value(&parameter["schema"], 0) {
                    Value::String(text) => text,
                    Value::Null => String::new(),
                    other => other.to_string(),
                };
                pairs.push((parameter["name"].as_str().unwrap_or_default().to_owned(), value));
            }
        }
        let query = serde_urlencoded::to_string(pairs).unwrap();
        if query.is_empty() { query } else { format!("?{query}") }
    }

    /// A body as the document describes it, now and then something else.
    pub fn body(&mut self, endpoint: &Declaration) -> Vec<u8> {
        let operation = self.operation(endpoint);
        let schema = operation["requestBody"]["content"]["application/json"]["schema"].clone();
        if schema.is_null() || self.random.random_bool(0.02) {
            let length = self.random.random_range(0..60);
            return (0..length).map(|_| self.random.random()).collect();
        }
        let value = if self.random.random_bool(0.03) { self.anything(0) } else { self.value(&schema, 0) };
        value.to_string().into_bytes()
    }

    fn operation(&self, endpoint: &Declaration) -> Value {
        self.document["paths"][endpoint.path][endpoint.method.as_str().to_ascii_lowercase()].clone()
    }

    fn value(&mut self, schema: &Value, depth: usize) -> Value {
        if self.random.random_bool(0.004) {
            return self.anything(depth);
        }
        if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
            let schema = self.document["components"]["schemas"][name].clone();
            return self.value(&schema, depth);
        }
        if let Some(values) = schema["enum"].as_array() {
            return values.choose(&mut self.random).cloned().unwrap_or_default();
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let mut whole = Map::new();
            for part in parts {
                whole.extend(self.value(part, depth).as_object().cloned().unwrap_or_default());
            }
            return Value::Object(whole);
        }
        for choice in ["oneOf", "anyOf"] {
            if let Some(one) = schema[choice].as_array().and_then(|all| all.choose(&mut self.random)).cloned() {
                return self.value(&one, depth);
            }
        }
        let kinds: Vec<&str> = match &schema["type"] {
            Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
            kind => kind.as_str().into_iter().collect(),
        };
        match kinds.choose(&mut self.random).copied() {
            Some("string") => self.text(schema["format"].as_str()),
            Some("integer") if self.random.random_bool(SOUND) => json!(self.random.random_range(0..13)),
            Some("integer") => json!(NUMBERS.choose(&mut self.random)),
            Some("number") => json!([0.0, -0.0, 1.5, 100.0, -3.25, 1e300, 1e-300].choose(&mut self.random)),
            Some("boolean") => json!(self.random.random_bool(0.5)),
            Some("array") => {
                let most = if depth > 2 { 1 } else { 3 };
                let length = self.random.random_range(0..=most);
                Value::Array((0..length).map(|_| self.value(&schema["items"], depth + 1)).collect())
            }
            Some("object") => self.object(schema, depth),
            Some("null") => Value::Null,
            _ => self.anything(depth),
        }
    }

    fn object(&mut self, schema: &Value, depth: usize) -> Value {
        let mut object = Map::new();
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        for (name, property) in schema["properties"].as_object().cloned().unwrap_or_default() {
            let needed = required.contains(&json!(name));
            if self.random.random_bool(if needed { 0.99 } else { 0.35 }) {
                object.insert(name, self.value(&property, depth + 1));
            }
        }
        if schema["additionalProperties"].is_object() {
            for _ in 0..self.random.random_range(0..4) {
                let name = ["1.1", "1.2", "2.1", "3.1", "x", ""].choose(&mut self.random).copied().unwrap_or_default();
                object.insert(name.to_owned(), self.value(&schema["additionalProperties"], depth + 1));
            }
        }
        Value::Object(object)
    }

    fn text(&mut self, format: Option<&str>) -> Value {
        let from = match format {
            Some("uuid") => return json!(self.id()),
            Some("date" | "date-time") if self.random.random_bool(SOUND) => {
                let day = chrono::Utc::now().date_naive() + TimeDelta::days(self.random.random_range(-60..60));
                let hour = if format == Some("date") { "" } else { "T12:30:00Z" };
                return json!(format!("{day}{hour}"));
            }
            Some("date") => DATES,
            Some("date-time") => TIMES,
            _ if self.random.random_bool(SOUND) => SOUND_TEXTS,
            _ if self.random.random_bool(0.02) => return json!("x".repeat(self.random.random_range(1..30_000))),
            _ => TEXTS,
        };
        json!(from.choose(&mut self.random))
    }

    /// Any JSON at all.
    fn anything(&mut self, depth: usize) -> Value {
        match self.random.random_range(0..if depth > 3 { 5 } else { 7 }) {
            0 => Value::Null,
            1 => json!(self.random.random_bool(0.5)),
            2 => json!(NUMBERS.choose(&mut self.random)),
            3 => json!(self.random.random::<f64>() * 1e18),
            4 => self.text(None),
            5 => Value::Array((0..self.random.random_range(0..4)).map(|_| self.anything(depth + 1)).collect()),
            _ => {
                let names = ["id", "title", "kind", "answers", "", "\u{0}", "__proto__"];
                let entries = (0..self.random.random_range(0..4)).map(|_| {
                    let name = names.choose(&mut self.random).copied().unwrap_or_default();
                    (name.to_owned(), self.anything(depth + 1))
                });
                Value::Object(entries.collect())
            }
        }
    }
}
