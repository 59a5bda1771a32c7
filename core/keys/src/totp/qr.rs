//! The square code that an authenticator app scans, as a drawing of squares.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// The empty rim that readers need around the code, in modules.
const RIM: i32 = 4;

/// A square code as one path, to stand in an SVG element of the page itself.
///
/// It holds the secret, so it never becomes a file or an address; size and path are
/// apart so that a template can place both without unescaped markup.
#[derive(Clone, PartialEq, Eq)]
pub struct Qr {
    /// The length of each edge in modules, rim included: the view box is `0 0 size size`.
    pub size: u32,
    /// The dark modules, as the `d` of one path.
    pub path: String,
}

impl Qr {
    /// Draws `text`, or nothing when it is longer than such a code can hold (about 2,300 bytes).
    pub fn draw(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            let mut x = 0;
            while x < code.size() {
                let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
                if run > 0 {
                    write!(path, "M{} {}h{run}v1h-{run}z", x + RIM, y + RIM)
                        .expect("a string takes any text");
                }
                x += run + 1;
            }
        }
        Some(Self { size: (code.size() + 2 * RIM).unsigned_abs(), path })
    }

    /// The whole drawing as an SVG document, dark on white in any colour scheme.
    pub fn svg(&self) -> String {
        let Self { size, path } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" \
             shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/>\
             <path fill=\"#000\" d=\"{path}\"/></svg>"
        )
    }
}

impl std::fmt::Debug for Qr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Qr({})", self.size)
    }
}
