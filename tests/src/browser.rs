//! A real browser, in the hands of one person.
//!
//! Things are found as a person finds them: a box by its label, a button or a link by its
//! words. Chromium comes from the system, driven through its own driver; the two end with
//! the test.

mod authenticator;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};

/// The accessibility checker, injected into pages.
const AXE: &str = include_str!("../assets/axe/axe.min.js");

/// How long a page may take before a test says that it never came.
const PATIENCE: Duration = Duration::from_secs(20);

/// A driver process, ended when it is dropped.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        // The driver ends its browsers with itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A browser of its own: nothing in it is shared with another.
pub struct Browser {
    client: Client,
    base: String,
    _driver: Driver,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// A browser for the service at `base`, on a desk.
    ///
    /// # Panics
    /// If Chromium or its driver is not installed; `tests/run` installs them.
    pub async fn open(base: &str) -> Self {
        Self::start(base, true).await
    }

    /// A browser that runs no scripts.
    ///
    /// # Panics
    /// As [`open`](Self::open).
    pub async fn without_script(base: &str) -> Self {
        Self::start(base, false).await
    }

    async fn start(base: &str, with_script: bool) -> Self {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed");
        let stdout = child.stdout.take().expect("it was piped");
        let driver = Driver(child);
        let port = BufReader::new(stdout)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                line.split("successfully on port ").nth(1)?.trim_end_matches('.').parse::<u16>().ok()
            })
            .expect("chromedriver says on which port it listens");
        let profile = tempfile::tempdir().expect("a folder for the profile");
        let args = [
            "--headless".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-quic".to_owned(),
            "--no-first-run".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            format!("--user-data-dir={}", profile.path().display()),
        ];
        let mut options = json!({ "args": args, "binary": "/usr/bin/chromium" });
        if !with_script {
            options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
        }
        let mut capabilities = serde_json::Map::new();
        capabilities.insert("goog:chromeOptions".to_owned(), options);
        let client = ClientBuilder::new(hyper_connector())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("a browser");
        let browser = Self { client, base: base.to_owned(), _driver: driver, _profile: profile };
        browser.desk().await;
        browser
    }

    /// The width of a desk.
    pub async fn desk(&self) {
        self.size(1280, 900).await;
    }

    /// The width of a narrow telephone.
    pub async fn telephone(&self) {
        self.size(360, 740).await;
    }

    /// A headless window is never narrower than 500 pixels, so the page is told its size.
    async fn size(&self, width: u32, height: u32) {
        self.client.issue_cmd(Emulate { width, height }).await.expect("the page is told its size");
    }

    /// Goes to `path`.
    pub async fn go(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.base)).await.expect("the page loads");
    }

    /// The path it is at.
    pub async fn path(&self) -> String {
        let begun = std::time::Instant::now();
        loop {
            // The driver does not say where a browser is that is on its way to another page.
            match self.client.current_url().await {
                Ok(address) => return address.path().to_owned(),
                Err(error) => assert!(begun.elapsed() < PATIENCE, "a page: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Goes back, as by the browser's own button.
    pub async fn back(&self) {
        self.client.back().await.expect("there is a page before");
    }

    /// What a script of the page itself would find.
    ///
    /// # Panics
    /// If the script fails.
    pub async fn ask(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.expect("the script runs")
    }

    /// The names of the cookies that the browser holds.
    pub async fn cookies(&self) -> Vec<String> {
        let all = self.client.get_all_cookies().await.expect("a browser has cookies");
        all.iter().map(|cookie| cookie.name().to_owned()).collect()
    }

    /// Signs in with name and password, as in a demonstration.
    pub async fn sign_in(&self, username: &str, password: &str) {
        self.go("/sign-in").await;
        self.type_into("input[name=\"name\"]", username).await;
        self.type_into("input[name=\"password\"]", password).await;
        self.press_first("main form button[type=\"submit\"]").await;
        let begun = std::time::Instant::now();
        while self.path().await == "/sign-in" {
            assert!(begun.elapsed() < PATIENCE, "{username} is not signed in:\n{}", self.text().await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Takes the place of somebody who signed in elsewhere, with the cookies they have there.
    pub async fn become_reader(&self, cookies: &BTreeMap<String, String>) {
        self.sign_out().await;
        for (name, value) in cookies {
            let set = format!("document.cookie = '{name}={value}; Path=/; Secure'");
            self.client.execute(&set, Vec::new()).await.expect("the browser takes the cookie");
        }
    }

    /// Signs out and comes back as a stranger.
    pub async fn sign_out(&self) {
        self.client.delete_all_cookies().await.expect("cookies are deleted");
    }

    /// Every word of the main part.
    pub async fn text(&self) -> String {
        match self.client.find(Locator::Css("main")).await {
            Ok(main) => main.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// Waits until these words stand on the page.
    ///
    /// # Panics
    /// If they never do; the page's own words are then told.
    pub async fn see(&self, words: &str) {
        let begun = std::time::Instant::now();
        loop {
            if self.text().await.contains(words) {
                return;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "'{words}' does not stand on {}:\n{}",
                self.path().await,
                self.text().await
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Whether these words stand on the page now.
    pub async fn sees(&self, words: &str) -> bool {
        self.text().await.contains(words)
    }

    /// Presses the first button or link with these words.
    ///
    /// # Panics
    /// If there is none.
    pub async fn press(&self, words: &str) {
        let quoted = xpath(words);
        let path = format!(
            "(//main//*[self::button or self::a or self::summary][contains(normalize-space(.), {quoted})] \
             | //nav//a[contains(normalize-space(.), {quoted})])[1]"
        );
        self.click(Locator::XPath(&path), words).await;
    }

    /// Types into the box with this label.
    ///
    /// # Panics
    /// If there is none.
    pub async fn fill(&self, label: &str, value: &str) {
        let id = self.labelled(label).await;
        self.type_into(&format!("[id=\"{id}\"]"), value).await;
    }

    /// Chooses the radio button or the check box with this label.
    ///
    /// # Panics
    /// If there is none.
    pub async fn choose(&self, label: &str) {
        let id = self.labelled(label).await;
        self.click(Locator::Css(&format!("label[for=\"{id}\"]")), label).await;
    }

    /// Chooses an option of the list with this label.
    ///
    /// # Panics
    /// If there is none.
    pub async fn select(&self, label: &str, option: &str) {
        let id = self.labelled(label).await;
        let list = self.find(Locator::Css(&format!("select[id=\"{id}\"]")), label).await;
        list.select_by_label(option).await.unwrap_or_else(|_| panic!("'{label}' does not offer '{option}'"));
    }

    /// Fills the three boxes of the date that begins with this id.
    pub async fn date(&self, id: &str, [day, month, year]: [&str; 3]) {
        for (part, value) in [("day", day), ("month", month), ("year", year)] {
            self.type_into(&format!("[id=\"{id}-{part}\"]"), value).await;
        }
    }

    /// Types into what the selector finds, in place of what stands there.
    pub async fn type_into(&self, selector: &str, value: &str) {
        let field = self.find(Locator::Css(selector), selector).await;
        field.clear().await.expect("it can be cleared");
        field.send_keys(value).await.expect("it can be typed into");
    }

    /// Presses what the selector finds.
    pub async fn press_first(&self, selector: &str) {
        self.click(Locator::Css(selector), selector).await;
    }

    /// What violates WCAG 2.2 AA on this page, at the width it has now.
    ///
    /// # Panics
    /// If the checker cannot run.
    pub async fn violations(&self) -> Vec<String> {
        self.client.execute(AXE, Vec::new()).await.expect("the checker loads");
        let run = "const done = arguments[arguments.length - 1];
            axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
               .then(result => done(result.violations.map(v => v.id + ': ' +
                    v.nodes.map(n => n.target.join(' ')).join('; '))), error => done(['axe: ' + error]));";
        let found = self.client.execute_async(run, Vec::new()).await.expect("the checker runs");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        found.as_array().map(|found| found.iter().map(text).collect()).unwrap_or_default()
    }

    /// What is wider than the window, so that one would have to scroll sideways.
    pub async fn overflows(&self) -> Option<String> {
        let wide = "if (document.documentElement.scrollWidth <= window.innerWidth + 1) return null;
            const edge = window.innerWidth + 1, wide = [], texts = document.createTreeWalker(document.body, 4);
            while (texts.nextNode()) {
                const range = document.createRange();
                range.selectNodeContents(texts.currentNode);
                if (range.getBoundingClientRect().right > edge) wide.push(texts.currentNode.textContent.trim());
            }
            return wide.filter(one => one).join(' | ') || 'something';";
        let found = self.client.execute(wide, Vec::new()).await.expect("a page");
        found.as_str().map(str::to_owned)
    }

    /// Checks the page at both widths.
    ///
    /// # Panics
    /// With everything that was found.
    pub async fn is_accessible(&self) {
        let faults = self.faults().await;
        assert!(faults.is_empty(), "{}: {faults:#?}", self.path().await);
    }

    /// What is wrong with the page at either width.
    pub async fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for is_narrow in [false, true] {
            if is_narrow {
                self.telephone().await
            } else {
                self.desk().await
            }
            let at = if is_narrow { "narrow" } else { "wide" };
            faults.extend(self.violations().await.into_iter().map(|found| format!("{at}: {found}")));
            if let Some(what) = self.overflows().await {
                faults.push(format!("{at}: wider than its window: {what}"));
            }
        }
        self.desk().await;
        faults
    }

    /// A picture of the page as it is seen.
    pub async fn picture(&self) -> Vec<u8> {
        self.client.screenshot().await.expect("a picture")
    }

    async fn labelled(&self, label: &str) -> String {
        let path = format!("//main//label[normalize-space(.)={}]", xpath(label));
        let label_element = self.find(Locator::XPath(&path), label).await;
        label_element
            .attr("for")
            .await
            .ok()
            .flatten()
            .unwrap_or_else(|| panic!("'{label}' is the label of nothing"))
    }

    async fn find(&self, locator: Locator<'_>, what: &str) -> Element {
        match self.client.wait().at_most(PATIENCE).for_element(locator).await {
            Ok(element) => element,
            Err(_) => panic!("no '{what}' on {}:\n{}", self.path().await, self.text().await),
        }
    }

    async fn click(&self, locator: Locator<'_>, what: &str) {
        let element = self.find(locator, what).await;
        if element.click().await.is_err() {
            // Something lies above it, such as a bar that sticks to the bottom.
            let argument = serde_json::to_value(&element).expect("an element has a name");
            let scroll = "arguments[0].scrollIntoView({ block: 'center' })";
            self.client.execute(scroll, vec![argument]).await.expect("it can be scrolled to");
            element.click().await.unwrap_or_else(|error| panic!("'{what}' cannot be pressed: {error}"));
        }
    }
}

/// Tells the page that its window has this size, however wide the real one must be.
#[derive(Debug)]
struct Emulate {
    width: u32,
    height: u32,
}

impl fantoccini::wd::WebDriverCompatibleCommand for Emulate {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let params =
            json!({ "width": self.width, "height": self.height, "deviceScaleFactor": 1, "mobile": false });
        let body = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": params });
        (http::Method::POST, Some(body.to_string()))
    }
}

/// `text` as a string of XPath, whichever quotes are in it.
fn xpath(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}

fn hyper_connector() -> hyper_util::client::legacy::connect::HttpConnector {
    hyper_util::client::legacy::connect::HttpConnector::new()
}

impl Browser {
    /// Fills whatever the page asks for, of these answers by field name, in its order: a
    /// box is typed into, an option chosen by its value. What appears after a choice is
    /// filled as well.
    pub async fn answer(&self, answers: &[(&str, &str)]) {
        let asked = "return [...new Set([...document.querySelectorAll('main form [name]')]
            .filter(e => !['hidden', 'submit'].includes(e.type) && e.tagName !== 'BUTTON')
            .map(e => e.name))]";
        let names = self.client.execute(asked, Vec::new()).await.expect("a page");
        let names: Vec<String> = serde_json::from_value(names).expect("names are texts");
        for name in names {
            let Some((_, value)) = answers.iter().find(|(field, _)| *field == name) else { continue };
            let fill = "const [name, value] = arguments;
                const all = [...document.querySelectorAll(`main form [name=\"${name}\"]`)];
                const box = all.find(e => e.type === 'radio' || e.type === 'checkbox')
                    ? all.find(e => e.value === value) : all[0];
                if (!box) return false;
                if (box.type === 'radio' || box.type === 'checkbox') { if (!box.checked) box.click(); }
                else { box.value = value; box.dispatchEvent(new Event('input', { bubbles: true })); }
                box.dispatchEvent(new Event('change', { bubbles: true }));
                return true";
            let filled = self.client.execute(fill, vec![json!(name), json!(value)]).await.expect("a page");
            assert_eq!(filled, json!(true), "{name} does not offer {value}");
        }
    }

    /// Goes through a form page by page with these answers until the page of all answers,
    /// checking each page for accessibility if asked to.
    ///
    /// # Panics
    /// If a page refuses its answers.
    pub async fn walk(&self, answers: &[(&str, &str)], check: bool) {
        for _ in 0..60 {
            // The page of all answers is the only one with a list of them.
            if self.has("main form dl.govuk-summary-list").await {
                return;
            }
            if check {
                self.is_accessible().await;
            }
            let before = self.text().await;
            self.answer(answers).await;
            self.press_first("main form button.govuk-button").await;
            self.settled(&before).await;
            assert!(!self.sees("There is a problem").await, "refused:\n{}", self.text().await);
        }
        panic!("the form never ends:\n{}", self.text().await);
    }

    /// Whether the selector finds anything.
    pub async fn has(&self, selector: &str) -> bool {
        self.client.find(Locator::Css(selector)).await.is_ok()
    }

    /// Waits until the page is another than it was.
    async fn settled(&self, before: &str) {
        let begun = std::time::Instant::now();
        while self.text().await == before && begun.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Fills the form that is sent to `action`, by field name, and sends it; `first` chooses
    /// the first option there is.
    pub async fn send(&self, action: &str, answers: &[(&str, &str)]) {
        let fill = "const [action, answers] = arguments;
            const form = document.querySelector(`main form[action=\"${action}\"]`);
            if (!form) return false;
            for (const [name, value] of answers) {
                const all = [...form.querySelectorAll(`[name=\"${name}\"]`)];
                const box = value === 'first' ? all[0] : all.find(e => e.value === value) ?? all[0];
                if (!box) return false;
                if (box.type === 'radio' || box.type === 'checkbox') box.checked = true;
                else box.value = value;
            }
            form.requestSubmit();
            return true";
        let answers: Vec<_> = answers.iter().map(|(name, value)| json!([name, value])).collect();
        let sent = self.client.execute(fill, vec![json!(action), json!(answers)]).await.expect("a page");
        assert_eq!(sent, json!(true), "no such form to {action}, or it does not ask this");
    }
}
