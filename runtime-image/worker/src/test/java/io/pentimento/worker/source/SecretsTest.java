// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pentimento.api.v1alpha1.source.FileSource;
import io.pentimento.api.v1alpha1.source.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private static final FileSource SOURCE =
      new FileSource("s3://models/prior.pth", null, new SecretReference("s3"));

  @TempDir Path folder;

  @Test
  void aFolderContainsOneFilePerKey() throws IOException {
    Files.writeString(folder.resolve("token"), "abc\n");

    Credentials found = new Secrets(Map.of("s3", folder), Map.of(), Map.of()).of(SOURCE);

    assertThat(found.value("token")).contains("abc");
    assertThat(found.authorization()).contains("Bearer abc");
  }

  @Test
  void secretsDoNotShareVariables() throws IOException {
    Map<String, String> environment =
        Map.of("SECRET_0_token", "other", "SECRET_1_token", "mine", "token", "unprefixed");

    Credentials found =
        new Secrets(Map.of(), Map.of("other", "SECRET_0_", "s3", "SECRET_1_"), environment)
            .of(SOURCE);

    assertThat(found.values()).containsExactly(Map.entry("token", "mine"));
  }

  @Test
  void aMissingSecretIsReportedWithItsOption() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secrets.NONE.of(SOURCE))
        .withMessageContaining("s3://models/prior.pth needs the secret s3")
        .withMessageContaining("--secret s3=FOLDER");
  }

  @Test
  void theTextFormContainsNoValues() {
    assertThat(new Credentials(Map.of("token", "abc"))).hasToString("Credentials[token]");
  }
}
