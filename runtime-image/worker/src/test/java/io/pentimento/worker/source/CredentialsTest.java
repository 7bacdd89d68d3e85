// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pentimento.api.v1alpha1.source.FileSource;
import io.pentimento.api.v1alpha1.source.SecretReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The values of secrets, and the header that they make. */
class CredentialsTest {
  @TempDir Path folder;

  private static Secrets secrets(Map<String, Path> folders) {
    return new Secrets(folders, Map.of(), Map.of());
  }

  private static FileSource source() {
    return new FileSource("https://example.org/a", null, new SecretReference("hub"));
  }

  @Test
  void everyFileOfAMountedSecretIsAKeyAndFoldersAreIgnored() throws IOException {
    Files.writeString(folder.resolve("token"), "abc\n");
    Files.createDirectory(folder.resolve("..data"));

    assertThat(Credentials.read(folder).values()).containsExactly(Map.entry("token", "abc"));
  }

  @Test
  void aTokenIsABearerTokenAndComesBeforeAUserName() {
    Credentials both = new Credentials(Map.of("token", "abc", "username", "ann"));

    assertThat(both.authorization()).contains("Bearer abc");
  }

  @Test
  void aUserNameAndAPasswordAreEncodedInUtf8() {
    String header =
        new Credentials(Map.of("username", "ann", "password", "pä:ss"))
            .authorization()
            .orElseThrow();

    byte[] decoded = Base64.getDecoder().decode(header.substring("Basic ".length()));
    assertThat(new String(decoded, StandardCharsets.UTF_8)).isEqualTo("ann:pä:ss");
  }

  @Test
  void emptyValuesCountAsMissing() {
    assertThat(new Credentials(Map.of("token", "")).authorization()).isEmpty();
    assertThat(Credentials.NONE.authorization()).isEmpty();
  }

  @Test
  void valuesAreNotShown() {
    assertThat(new Credentials(Map.of("token", "abc"))).hasToString("Credentials[token]");
  }

  @Test
  void aBinaryFileOfASecretIsNamed() throws IOException {
    Path key = Files.write(folder.resolve("key"), new byte[] {(byte) 0xff});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Credentials.read(folder))
        .withMessageContaining(key + ": it is not a text file in UTF-8");
  }

  @Test
  void aSourceWithoutASecretHasNoCredentials() throws IOException {
    assertThat(Secrets.NONE.of(new FileSource("https://example.org/a", null, null)))
        .isEqualTo(Credentials.NONE);
  }

  @Test
  void aSecretThatIsNotAvailableIsNamedWithItsSource() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secrets.NONE.of(source()))
        .withMessageContaining("https://example.org/a needs the secret hub")
        .withMessageContaining("set --secret hub=FOLDER");
  }

  @Test
  void aMissingFolderOfASecretIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> secrets(Map.of("hub", folder.resolve("none"))).of(source()))
        .withMessage("--secret hub: folder not found: %s", folder.resolve("none"));
  }

  @Test
  void aSecretCanComeFromVariablesWithItsPrefix() throws IOException {
    Secrets secrets =
        new Secrets(
            Map.of(), Map.of("hub", "HUB_"), Map.of("HUB_token", "abc", "OTHER_token", "def"));

    assertThat(secrets.of(source()).values()).containsExactly(Map.entry("token", "abc"));
  }
}
