//! The page that carries the program, its style sheet and the module that starts it.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::bundle;

/// URLs of the finished files.
pub struct Links {
    /// Names below `frontend/static` with their URLs.
    pub assets: Vec<(String, String)>,
    /// The style sheet.
    pub style: String,
    /// The module that starts the program.
    pub boot: String,
    /// wasm-bindgen's module, which the starting module imports.
    pub bindings: String,
    /// The module that fetches chapters, which that one imports.
    pub loader: String,
    /// The program itself.
    pub program: String,
}

impl Links {
    /// The text with `/static/<name>` replaced by where that file really is.
    fn place_assets(&self, text: &str) -> String {
        let place = |text: String, (name, url): &(String, String)| text.replace(&format!("/static/{name}"), url);
        self.assets.iter().fold(text.to_owned(), place)
    }
}

/// All style sheets in the order of their names, as one.
pub fn styles(folder: &Path, links: &Links) -> Result<String> {
    let mut style = String::new();
    for file in bundle::files(folder)? {
        style.push_str(&std::fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?);
        style.push('\n');
    }
    Ok(links.place_assets(&style))
}

/// The starting module. It is a file because the content security policy forbids scripts inside the page. A program that
/// can't start marks the page, so that its style can show what to do.
pub fn boot(links: &Links) -> String {
    format!(
        "import init from \"{}\";\n\
         init({{ module_or_path: \"{}\" }}).catch((error) => {{\n  \
         document.documentElement.dataset.boot = \"failed\";\n  \
         throw error;\n}});\n",
        links.bindings, links.program
    )
}

/// The page: `{{css}}`, `{{js}}` and `{{wasm}}` in the template replaced, and hints added so that the browser fetches all
/// files at once and not one after another.
pub fn fill(template: &str, links: &Links) -> Result<String> {
    for placeholder in ["{{css}}", "{{js}}"] {
        if !template.contains(placeholder) {
            bail!("frontend/index.html has no {placeholder}");
        }
    }
    let mut hints: String =
        [&links.bindings, &links.loader].map(|url| format!("<link rel=\"modulepreload\" href=\"{url}\">\n")).concat();
    if !template.contains("{{wasm}}") {
        let program = &links.program;
        hints +=
            &format!("<link rel=\"preload\" href=\"{program}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n");
    }
    let page = template.replace("{{css}}", &links.style).replace("{{js}}", &links.boot);
    let page = page.replace("{{wasm}}", &links.program).replacen("</head>", &format!("{hints}</head>"), 1);
    Ok(links.place_assets(&page))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        Links {
            assets: vec![("seal.svg".to_owned(), "/assets/seal-1.svg".to_owned())],
            style: "/assets/style-2.css".to_owned(),
            boot: "/assets/boot-3.js".to_owned(),
            bindings: "/assets/frontend-4.js".to_owned(),
            loader: "/assets/chapters-6.js".to_owned(),
            program: "/assets/frontend-5.wasm".to_owned(),
        }
    }

    #[test]
    fn the_page_names_every_file() {
        let template = "<head><link href=\"{{css}}\"><link href=\"/static/seal.svg\"></head><script src=\"{{js}}\">";
        let page = fill(template, &links()).unwrap();
        for url in ["style-2.css", "seal-1.svg", "boot-3.js", "frontend-4.js", "frontend-5.wasm", "chapters-6.js"] {
            assert_eq!(page.matches(&format!("/assets/{url}")).count(), 1, "{url} in {page}");
        }
    }

    #[test]
    fn a_preload_in_the_template_is_not_doubled() {
        let page = fill("<head><link rel=preload href={{wasm}}>{{css}}{{js}}</head>", &links()).unwrap();
        assert_eq!(page.matches("frontend-5.wasm").count(), 1);
    }

    #[test]
    fn a_template_without_its_script_is_refused() {
        assert!(fill("<head>{{css}}</head>", &links()).is_err());
    }
}
