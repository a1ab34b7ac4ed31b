//! Drawing a paper's blocks: one match, no words of its own but those that every paper has.

use leptos::prelude::*;
use shared::paper::{Block, Column, DRAFT, HYPHENS, Head, Measures, PARTY, Paper, RECIPIENTS, Row, STAR, Signature};

/// The paper.
pub fn draw(paper: Paper) -> AnyView {
    let Paper { layout, across, draft, head: top, blocks } = paper;
    let measures = layout.measures();
    let Measures { party, head: head_size, kind, subject, body, small, line, first_line, .. } = measures;
    let points = |size: u32| format!("{size}pt");
    let blocks: Vec<AnyView> = blocks.into_iter().map(|block| one(block, draft, measures.hyphens)).collect();
    view! {
        <article
            class="paper" class:across=across lang="vi"
            style=("--party", points(party)) style=("--head", points(head_size)) style=("--kind", points(kind))
            style=("--subject", points(subject)) style=("--body", points(body)) style=("--small", points(small))
            style=("--line-height", points(line)) style=("--first-line", format!("{first_line}mm"))
        >
            {head(top)}
            {blocks}
        </article>
    }
    .into_any()
}

/// The organisations and the number on the left, the Party's name and the day on the right.
fn head(head: Head) -> AnyView {
    view! {
        <header class="paper-head">
            <div>
                <p>{head.superior}</p>
                <p><b>{head.issuer}</b></p>
                <p>{STAR}</p>
            </div>
            <div><p class="paper-party"><b>{PARTY}</b></p></div>
            <div><p>{head.number}</p></div>
            <div><p><i>{head.dated}</i></p></div>
        </header>
    }
    .into_any()
}

fn one(block: Block, draft: bool, hyphens: bool) -> AnyView {
    match block {
        Block::Title { kind, subject } => {
            let subject = subject.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
            view! {
                <h1>{kind}</h1>
                <div class="paper-subject">{subject}</div>
                {hyphens.then(|| view! { <p class="paper-centred">{HYPHENS}</p> })}
                {draft.then(|| view! { <p class="paper-centred"><i>{DRAFT}</i></p> })}
            }
            .into_any()
        }
        Block::Section(text) => view! { <h2>{text}</h2> }.into_any(),
        Block::Subsection(text) => view! { <h3>{text}</h3> }.into_any(),
        Block::Text(text) => view! { <p class="paper-text">{text}</p> }.into_any(),
        Block::Labelled { label, text } => view! { <p class="paper-text"><b>{label}</b>" "{text}</p> }.into_any(),
        Block::Table { columns, rows } => table(&columns, rows),
        Block::Signatures(signatures) => {
            let signatures = signatures.into_iter().map(signature).collect_view();
            view! { <footer class="paper-signatures">{signatures}</footer> }.into_any()
        }
        Block::Recipients { to, signature: signs } => {
            let to = to.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! {
                <footer class="paper-signatures">
                    <div class="paper-recipients"><p><u>{RECIPIENTS}</u></p><ul>{to}</ul></div>
                    {signature(signs)}
                </footer>
            }
            .into_any()
        }
        Block::Remark(text) => view! { <p class="paper-remark"><i>{text}</i></p> }.into_any(),
        Block::Code(text) => view! { <p class="paper-remark">{text}</p> }.into_any(),
        Block::Annex(text) => view! { <h2 class="paper-annex">{text}</h2> }.into_any(),
        Block::Turn => view! { <hr class="paper-turn" /> }.into_any(),
    }
}

fn table(columns: &[Column], rows: Vec<Row>) -> AnyView {
    let whole: u32 = columns.iter().map(|column| column.width).sum();
    let width = |column: &Column| format!("{}%", f64::from(column.width) * 100.0 / f64::from(whole.max(1)));
    let widths = columns.iter().map(|column| view! { <col style:width=width(column) /> }).collect_view();
    let headings = columns.iter().map(|column| view! { <th scope="col">{column.heading.clone()}</th> }).collect_view();
    let centred: Vec<bool> = columns.iter().map(|column| column.centred).collect();
    let row = |row: Row| {
        let cells = row.cells.into_iter().zip(&centred);
        let cells = cells.map(|(text, centred)| view! { <td class:centred=*centred>{text}</td> }).collect_view();
        view! { <tr class:strong=row.bold>{cells}</tr> }
    };
    let rows = rows.into_iter().map(row).collect_view();
    view! {
        <table class="paper-table">
            <colgroup>{widths}</colgroup>
            <thead><tr>{headings}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The titles, room to sign, the name.
fn signature(signature: Signature) -> AnyView {
    let titles = signature.titles.into_iter().map(|title| view! { <p><b>{title}</b></p> }).collect_view();
    view! { <div class="paper-sign"><div>{titles}</div><p><b>{signature.name}</b></p></div> }.into_any()
}
