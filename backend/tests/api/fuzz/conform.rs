//! Whether a reply is what the OpenAPI document says it is.

use serde_json::Value;
use shared::api::Declaration;

/// What in the reply differs from the document; a pointer and what is wrong there.
pub fn differences(document: &Value, endpoint: &Declaration, status: u16, reply: &Value) -> Vec<String> {
    let operation = &document["paths"][endpoint.path][endpoint.method.as_str().to_ascii_lowercase()];
    let response = &operation["responses"][status.to_string()];
    if response.is_null() {
        return vec![format!("status {status} isn't documented")];
    }
    let content = response["content"].as_object().and_then(|content| content.values().next());
    let mut differences = Vec::new();
    match content {
        Some(content) => check(document, &content["schema"], reply, String::new(), &mut differences),
        None => differences.push("no body is documented".to_owned()),
    }
    differences
}

fn check(document: &Value, schema: &Value, value: &Value, at: String, differences: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        let schema = &document["components"]["schemas"][name];
        if schema.is_null() {
            return differences.push(format!("{at}: there is no schema {name}"));
        }
        return check(document, schema, value, at, differences);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        return parts.iter().for_each(|part| check(document, part, value, at.clone(), differences));
    }
    if let Some(choices) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        let fits = |choice: &&Value| {
            let mut found = Vec::new();
            check(document, choice, value, at.clone(), &mut found);
            found.is_empty()
        };
        if !choices.iter().any(|choice| fits(&choice)) {
            differences.push(format!("{at}: {value} is none of the choices"));
        }
        return;
    }
    if schema["enum"].as_array().is_some_and(|values| !values.contains(value)) {
        return differences.push(format!("{at}: {value} isn't in {}", schema["enum"]));
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is = |named: &Value| named == kind || (named == "number" && kind == "integer");
    let fits = match &schema["type"] {
        Value::Null => true,
        Value::Array(kinds) => kinds.iter().any(is),
        one => is(one),
    };
    if !fits {
        return differences.push(format!("{at}: {value} isn't {}", schema["type"]));
    }
    match value {
        Value::Array(items) if !schema["items"].is_null() => {
            for (i, item) in items.iter().enumerate() {
                check(document, &schema["items"], item, format!("{at}/{i}"), differences);
            }
        }
        Value::Object(fields) => {
            for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                if !fields.contains_key(name) {
                    differences.push(format!("{at}/{name} is missing"));
                }
            }
            for (name, field) in fields {
                let property = &schema["properties"][name];
                let schema = if property.is_null() { &schema["additionalProperties"] } else { property };
                if schema.is_object() {
                    check(document, schema, field, format!("{at}/{name}"), differences);
                }
            }
        }
        _ => {}
    }
}
