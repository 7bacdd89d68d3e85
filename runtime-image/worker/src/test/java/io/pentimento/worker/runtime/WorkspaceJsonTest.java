// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.contract.FailureClass;
import io.pentimento.core.artifact.ArtifactException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged JSON files of a workspace. */
class WorkspaceJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("record.json");
  }

  private ImageRecord read() throws IOException {
    return ImageRecord.read(file);
  }

  @Test
  void aWholeFileIsRead() throws IOException {
    ImageRecord record = new ImageRecord("sha256:1", null, "NaN", new TargetScores(1, 2));
    record.write(file);

    assertThat(read()).isEqualTo(record);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"image\": \"sha", "[]", "null", "{\"colour\": 1}", "text"})
  void theErrorNamesAFileWithAnyOtherContent(String content) throws IOException {
    Files.writeString(file, content);

    assertThatThrownBy(this::read)
        .isInstanceOf(ArtifactException.class)
        .hasMessageStartingWith(file + " is damaged: ")
        .hasMessageNotContaining("REDACTED")
        .satisfies(e -> assertThat(FailureClassifier.of(e).failure()).isEqualTo(FailureClass.DATA));
  }

  @Test
  void bytesThatAreNotTextAreADamagedArtefact() throws IOException {
    Files.write(file, new byte[] {(byte) 0xff, 0, (byte) 0xfe});

    assertThatThrownBy(this::read)
        .isInstanceOf(ArtifactException.class)
        .hasMessage("%s is damaged: it is not a text file in UTF-8", file);
  }

  @Test
  void aMissingFileIsNotADamagedOne() {
    assertThatThrownBy(this::read).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void namesOfAnyScriptAreRead() throws IOException {
    Files.write(file, "[\"Müller, 山田\"]".getBytes(StandardCharsets.UTF_8));

    List<?> names = WorkspaceJson.read(file, json -> JSON.readValue(json, List.class));
    assertThat(names).asString().isEqualTo("[Müller, 山田]");
  }
}
