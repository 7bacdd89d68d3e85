// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.page;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.server.testing.PhotoModel;
import io.pentimento.server.testing.Pictures;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person does on the page, in a real browser; skipped where Chromium is missing. */
@QuarkusTest
@QuarkusTestResource(value = PhotoModel.class, restrictToAnnotatedClass = true)
@Timeout(180)
class PageBrowserTest {
  private static final int ARROW_RIGHT = 39;
  private static final int TAB = 9;
  private static final int ENTER = 13;

  @TestHTTPResource("/")
  URL page;

  @TempDir Path folder;

  @BeforeEach
  void modelIsLoaded() {
    Assumptions.assumeTrue(Browser.isInstalled(), "Chromium is not installed");
    Awaitility.await().untilAsserted(() -> when().get("/q/health/ready").then().statusCode(200));
  }

  private static void until(Browser browser, String expression) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> browser.value(expression).asBoolean());
  }

  private Path picture() throws IOException {
    return Files.write(folder.resolve("photo.png"), Pictures.png(Pictures.flat(120, 200, 0.5f)));
  }

  @ParameterizedTest
  @CsvSource({"390, 844", "1280, 800"})
  void aPictureIsRestoredAndCompared(int width, int height) throws IOException {
    try (Browser browser = new Browser(folder.resolve("profile"))) {
      browser.open(page.toString(), width, height);
      until(browser, "document.readyState === 'complete' && !!document.getElementById('picture')");
      until(browser, "document.getElementById('model').textContent.startsWith('Negative')");

      browser.chooseFile("#picture", picture());
      until(browser, "!document.getElementById('restore').disabled");
      browser.value("document.getElementById('restore').click()");
      until(browser, "!document.getElementById('result').hidden");

      assertThat(browser.value("document.getElementById('status').textContent").asText())
          .isEqualTo("1 face was restored.");
      assertThat(browser.value("document.querySelectorAll('#boxes div').length").asInt()).isOne();
      assertThat(browser.value("document.querySelectorAll('#face-list img').length").asInt())
          .isEqualTo(2);
      assertThat(browser.value("document.getElementById('download').download").asText())
          .isEqualTo("restored-photo.png");
      assertThat(browser.value("document.documentElement.scrollWidth").asInt())
          .as("no scrolling sideways")
          .isLessThanOrEqualTo(width);
      Files.createDirectories(Path.of("target/screenshots"));
      Files.write(Path.of("target/screenshots/page-%d.png".formatted(width)), browser.screenshot());
    }
  }

  @Test
  void everythingCanBeDoneByKeyboard() throws IOException {
    try (Browser browser = new Browser(folder.resolve("profile"))) {
      browser.open(page.toString(), 1280, 800);
      until(browser, "document.readyState === 'complete' && !!document.getElementById('picture')");
      browser.chooseFile("#picture", picture());
      until(browser, "!document.getElementById('restore').disabled");

      focusByTab(browser, "restore");
      browser.press("Enter", ENTER, "\r");
      until(browser, "!document.getElementById('result').hidden");
      focusByTab(browser, "slider");
      browser.press("ArrowRight", ARROW_RIGHT, "");

      assertThat(browser.value("document.getElementById('slider').value").asInt()).isEqualTo(51);
      assertThat(
              browser
                  .value("document.getElementById('compare').style.getPropertyValue('--split')")
                  .asText())
          .isEqualTo("51%");
    }
  }

  private static void focusByTab(Browser browser, String id) {
    for (int i = 0; i < 30; i++) {
      if (browser.value("document.activeElement.id").asText().equals(id)) {
        return;
      }
      browser.press("Tab", TAB, "");
    }
    throw new AssertionError("the Tab key does not reach " + id);
  }

  @Test
  void anErrorIsShownAsASentence() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.png"), "not a picture");
    try (Browser browser = new Browser(folder.resolve("profile"))) {
      browser.open(page.toString(), 390, 844);
      until(browser, "document.readyState === 'complete' && !!document.getElementById('picture')");
      browser.chooseFile("#picture", broken);
      until(browser, "!document.getElementById('restore').disabled");
      browser.value("document.getElementById('restore').click()");
      until(browser, "document.getElementById('status').classList.contains('error')");
      assertThat(browser.value("document.getElementById('status').textContent").asText())
          .startsWith("The picture was not restored: the image is neither a PNG nor a JPEG file");
    }
  }
}
