// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.benchmark.device.GpuCheckFolder.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tables in which the GPU check compares Pentimento with PyTorch. */
@Timeout(120)
class GpuCheckTableTest {
  private static final String OURS =
      """
      {"part":"device","device":"CUDA"}
      {"part":"network","network":"UNET","numbers":"FLOAT32","tf32":"null","layout":"CONTIGUOUS",\
      "batch":4,"millisecondsPerCall":100.0,"mebibytes":"900"}
      {"part":"network","network":"UNET","numbers":"BFLOAT16","tf32":"null",\
      "layout":"CHANNELS_LAST","batch":4,"millisecondsPerCall":30.0,"mebibytes":"700"}
      {"part":"network","network":"UNET","numb\
      """;
  private static final String FAILED =
      """
      {"network":"unet","mode":"eager","numbers":"float16","layout":"nchw","batch":4,\
      "failed":"out of memory"}\
      """;
  private static final String CELL =
      """
      {"network":"unet","mode":"%s","numbers":"%s","layout":"channels_last","batch":4,\
      "medianMs":%s,"peakBytes":1048576}\
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeParts() throws IOException {
    assumeTrue(GpuCheckFolder.hasPython(), "Python is not available");
    Files.writeString(part("networks", "0", "").resolve("results.jsonl"), OURS);
    Files.writeString(
        part("peer", "0", "").resolve("peer.json"),
        "{\"cells\": [%s, %s, %s]}"
            .formatted(
                CELL.formatted("eager", "bfloat16", "40.0"),
                CELL.formatted("eager", "autocast-bfloat16", "60.0"),
                FAILED));
    Files.writeString(
        part("peer-compiled", "124", "").resolve("peer.json"),
        "{\"cells\": [%s]}".formatted(CELL.formatted("compile", "bfloat16", "20.0")));
    part(
        "verify-unet",
        "0",
        "unet_b tf32 c0_y: maximum absolute difference 0.01, allowed 1e-05: DIFFERENT\n");
    part("quickstart", "null", "");
  }

  private Path part(String name, String exit, String text) throws IOException {
    Path part = Files.createDirectories(folder.resolve("work").resolve(name));
    Files.writeString(part.resolve("text"), text);
    Files.writeString(
        part.resolve("entry.json"),
        "{\"part\": \"%s\", \"exit\": %s, \"began\": 1, \"ended\": 2, \"limit\": 9}"
            .formatted(name, exit));
    return part;
  }

  @Test
  void theRatioComparesEqualNumberFormatLayoutAndBatch() throws Exception {
    JsonNode row = row("bfloat16");

    assertThat(row.path("ours").asDouble()).isEqualTo(30);
    assertThat(row.path("ours/eager").asDouble()).isEqualTo(0.75);
    assertThat(row.path("ours/compiled").asDouble()).isEqualTo(1.5);
    assertThat(row.path("ours/autocast").asDouble()).isEqualTo(0.5);
    assertThat(row.path("ours/float32").asDouble()).isEqualTo(0.3);
  }

  @Test
  void missingMeasurementsHaveNoRatio() throws Exception {
    assertThat(row("float32").path("ours/eager").isNull()).isTrue();
    assertThat(row("float16").path("ours/eager").isNull()).isTrue();
  }

  @Test
  void partsWithTimeoutAndSkippedPartsAreReported() throws Exception {
    assertThat(report().path("parts"))
        .extracting(part -> part.path("part").asText() + " " + part.path("status").asText())
        .contains("networks passed", "peer-compiled timeout", "quickstart skipped");
  }

  @Test
  void differencesFromTheRecordedArraysAreListed() throws Exception {
    JsonNode difference = report().path("agreement").path(0);

    assertThat(difference.path("backend").asText()).isEqualTo("tf32");
    assertThat(difference.path("difference").asText()).isEqualTo("0.01");
  }

  @Test
  void theTablesArePrintedAsText() throws Exception {
    report();
    Ended ended = GpuCheckFolder.python("table.py", folder.resolve("report.json").toString());

    assertThat(ended.code()).as(ended.text()).isZero();
    assertThat(ended.text())
        .containsPattern("unet +bfloat16 +channels_last +4 +30.0 +40.0 +0.75 +20.0 +1.5 +60.0 +0.5")
        .containsPattern("quickstart +skipped");
  }

  private JsonNode report() throws Exception {
    Path report = folder.resolve("report.json");
    Ended ended =
        GpuCheckFolder.python("report.py", folder.resolve("work").toString(), report.toString());
    assertThat(ended).isEqualTo(new Ended(0, ""));
    return new ObjectMapper().readTree(report.toFile());
  }

  private JsonNode row(String numbers) throws Exception {
    for (JsonNode row : report().path("networks")) {
      if (row.path("numbers").asText().equals(numbers)) {
        return row;
      }
    }
    throw new AssertionError("no row of " + numbers);
  }
}
