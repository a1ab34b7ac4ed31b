//! Icons: our own strokes on a 24 x 24 grid, drawn with the text's colour.

use leptos::prelude::*;

macro_rules! icons {
    ($($(#[$meta:meta])* $name:ident = $path:literal;)+) => {
        /// What an icon shows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(dead_code, reason = "a set of icons is complete before every one of them is used")]
        pub enum Shape { $($(#[$meta])* $name,)+ }

        impl Shape {
            const fn path(self) -> &'static str {
                match self { $(Self::$name => $path),+ }
            }
        }
    };
}

icons! {
    /// A ticked box: to do.
    Todo = "M9 11.5l2.2 2.2L20 5M20 12v6a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2h9";
    /// Squares: the overview.
    Grid = "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z";
    /// A calendar.
    Calendar = "M5 5h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM4 10h16M8 3v4M16 3v4";
    /// A house with a flag: a branch.
    Branch = "M4 20V11l7-5 7 5v9zM11 6V2.5h5V5h-5M9 20v-5h4v5";
    /// People.
    People = "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.4a3.5 3.5 0 0 1 0 6.2M18 14.4c2.1.9 3.5 2.9 3.5 5.6";
    /// One person.
    Person = "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c0-4 3.3-6.5 7.5-6.5s7.5 2.5 7.5 6.5";
    /// A document with lines: resolutions.
    Document = "M6 3h8l5 5v12a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM14 3v5h5M8.5 13h7M8.5 17h5";
    /// Rings: targets.
    Target = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 12h.01";
    /// A flag: being in charge.
    Flag = "M5 21V4M5 4c4-2.4 8 2.4 14 0v10c-6 2.4-10-2.4-14 0";
    /// Sliders: administration.
    Sliders = "M4 7h9M17 7h3M15 9.5v-5M4 17h3M11 17h9M9 19.5v-5";
    /// An open book: documentation.
    Book = "M12 6.5C10 5 7 4.5 3.5 4.5v14c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2v-14c-3.5 0-6.5.5-8.5 2zM12 6.5v14";
    /// Three lines: more.
    More = "M4 7h16M4 12h16M4 17h16";
    /// A plus.
    Plus = "M12 5v14M5 12h14";
    /// A tick.
    Tick = "M5 12.5l4.5 4.5L19 7.5";
    /// A cross.
    Cross = "M6 6l12 12M18 6L6 18";
    /// A triangle with an exclamation mark.
    Warning = "M12 4L2.8 20h18.4zM12 10v4.5M12 17.3v.01";
    /// A circled i.
    Info = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.6v.01";
    /// An eye: show.
    Eye = "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6z";
    /// The same struck out: hide.
    EyeShut = "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM4 20L20 4";
    /// A clock.
    Clock = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2";
    /// An arrow into a tray.
    Download = "M12 4v11M7.5 11L12 15.5 16.5 11M4 19.5h16";
    /// An arrow out of a tray.
    Upload = "M12 15.5V4M7.5 8.5L12 4l4.5 4.5M4 19.5h16";
    /// A printer.
    Print = "M7 9V4h10v5M7 18H4V9h16v9h-3M7 14.5h10V20H7z";
    /// A magnifying glass.
    Search = "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16.2 16.2L21 21";
    /// Pointing left.
    Left = "M14.5 5.5L8 12l6.5 6.5";
    /// Pointing right.
    Right = "M9.5 5.5L16 12l-6.5 6.5";
    /// Pointing up.
    Up = "M5.5 14.5L12 8l6.5 6.5";
    /// Pointing down.
    Down = "M5.5 9.5L12 16l6.5-6.5";
    /// A pencil.
    Edit = "M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5L17.5 10";
    /// A bell.
    Bell = "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4";
    /// A cloud with a stroke: no connection.
    Offline = "M7 18.5h10.5a4 4 0 0 0 1.2-7.8A6 6 0 0 0 8 8.3M5.6 10.4A4.2 4.2 0 0 0 7 18.5M4 4l16 16";
    /// A turning arrow.
    Turn = "M20 11.5a8 8 0 1 0-2.3 6.2M20 5v6.5h-6.5";
    /// A star: titles and awards.
    Star = "M12 3.5l2.6 5.5 6 .8-4.4 4.2 1.1 6L12 17.1 6.7 20l1.1-6-4.4-4.2 6-.8z";
    /// A door with an arrow.
    SignOut = "M14 4H5v16h9M10 12h11M17.5 8.5L21 12l-3.5 3.5";
    /// A padlock.
    Lock = "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3";
    /// A speech bubble.
    Speech = "M4 5h16v11h-9l-5 4v-4H4z";
    /// A raised hand on a ballot: votes.
    Vote = "M4 13v7h16v-7M8 13l3 3 6-7M4 13h3M17 13h3";
    /// A bin.
    Bin = "M4.5 7h15M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5.5M14 11v5.5";
}

/// One icon. It says nothing to screen readers: words stand beside it, or the button has an `aria-label`.
#[component]
pub fn Icon(
    /// What it shows.
    shape: Shape,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=shape.path() />
        </svg>
    }
}
