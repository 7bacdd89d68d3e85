// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs go to standard error; progress and results have standard output for themselves. */
class LoggingTest {
  private static final Logger LOG = LoggerFactory.getLogger(LoggingTest.class);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream standardOut = System.out;
  private final PrintStream standardErr = System.err;

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(standardOut);
    System.setErr(standardErr);
  }

  @Test
  void aWarningIsOneLineWithTimeLevelAndClass() {
    LOG.warn("cannot read {}", "a.png");

    assertThat(err.toString(StandardCharsets.UTF_8))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\S+ WARN LoggingTest - cannot read a.png\\R");
    assertThat(out.size()).isZero();
  }

  @Test
  void librariesLogWarningsOnly() {
    LoggerFactory.getLogger("software.amazon.awssdk.Anything").info("connected");

    assertThat(err.size()).isZero();
  }
}
