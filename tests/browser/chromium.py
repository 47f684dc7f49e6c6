"""Debian's Chromium, headless, driven by chromedriver; its clock is the test's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser.site import Clock
from tests.tools import required

PATIENCE: Final = 30
"""Seconds until something must have come; two cores are sometimes busy."""
WIDTH, HEIGHT = 412, 915
"""CSS pixels of a common phone."""
_FLAGS: Final = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"),
    *("--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--disable-extensions", "--disable-default-apps", "--lang=fr-FR"),
)
_SHIFTED_CLOCK: Final = """
{
  const shift = %d;
  const Own = Date;
  globalThis.Date = class extends Own {
    constructor(...given) { if (given.length) super(...given); else super(Own.now() + shift); }
    static now() { return Own.now() + shift; }
  };
}
"""


class Page:
    """One window of the browser."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    @property
    def _waiting(self) -> WebDriverWait[Chrome]:
        # An element of a page that is just being left is looked for again.
        return WebDriverWait(self.driver, PATIENCE, ignored_exceptions=[WebDriverException])

    def open(self, address: str) -> None:
        self.driver.get(address)

    def see(self, selector: str) -> WebElement:
        """Wait until an element is shown, and return it."""

        def shown(_: Chrome) -> WebElement | bool:
            found = self.driver.find_elements(By.CSS_SELECTOR, selector)
            return next((each for each in found if each.is_displayed()), False)

        element = self._waiting.until(shown, selector)
        assert isinstance(element, WebElement)
        return element

    def see_words(self, words: str) -> None:
        def there(_: Chrome) -> bool:
            return words in self.words

        self._waiting.until(there, words)

    def write(self, selector: str, text: str) -> None:
        def written(_: Chrome) -> bool:
            field = self.see(selector)
            field.clear()
            field.send_keys(text)
            return True

        self._waiting.until(written)

    def press(self, selector: str) -> None:
        def pressed(_: Chrome) -> bool:
            element = self.see(selector)
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
            element.click()
            return True

        self._waiting.until(pressed)

    @property
    def words(self) -> str:
        """The text of the page, as one reads it."""
        return str(self.driver.execute_script("return document.body ? document.body.innerText : ''"))

    def run(self, script: str, *given: object) -> object:
        """Run an async script: it calls its last argument with the answer."""
        answer: object = self.driver.execute_async_script(script, *given)
        return answer

    def picture(self) -> bytes:
        """What the screen shows, as PNG."""
        return bytes(self.driver.get_screenshot_as_png())

    @property
    def complaints(self) -> list[str]:
        """What the browser complained of: scripts that failed, policies that were broken, files that are not there.

        The page's own status is no complaint.
        """
        log: list[dict[str, str]] = self.driver.get_log("browser")  # type: ignore[no-untyped-call] # the same
        severe = [entry["message"] for entry in log if entry["level"] == "SEVERE"]
        return [message for message in severe if message.split(" ")[0] != self.driver.current_url]


@contextmanager
def chromium(profile: Path, clock: Clock, *flags: str, scale: int = 1) -> Iterator[Page]:
    """Open a browser on an empty profile. Skips where there is none; in CI that is a failure."""
    browser = required("chromium", package="chromium")
    service = ChromeService(required("chromedriver", package="chromium-driver"))
    options = ChromeOptions()
    options.binary_location = browser
    for flag in (*_FLAGS, f"--user-data-dir={profile}", f"--force-device-scale-factor={scale}", *flags):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = Chrome(options, service)
    try:
        screen = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": scale, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        script = _SHIFTED_CLOCK % int(clock.shift.total_seconds() * 1000)
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
        yield Page(driver)
    finally:
        driver.quit()
