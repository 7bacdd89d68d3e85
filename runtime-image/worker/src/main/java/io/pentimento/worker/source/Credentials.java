// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import io.pentimento.worker.input.InputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The values of a secret, by key.
 *
 * <p>For S3: {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY}, {@code AWS_SESSION_TOKEN},
 * {@code AWS_REGION}, {@code AWS_ENDPOINT_URL}. For HTTP: {@code token} (a bearer token), or {@code
 * username} and {@code password}.
 */
public record Credentials(Map<String, String> values) {
  /** No secret: the credentials of the process environment are used. */
  public static final Credentials NONE = new Credentials(Map.of());

  public Credentials {
    values = Map.copyOf(values);
  }

  /** A mounted secret: one file per key. */
  public static Credentials read(Path folder) throws IOException {
    Map<String, String> values = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        values.put(file.getFileName().toString(), InputFile.text("secret", file).strip());
      }
    }
    return new Credentials(values);
  }

  Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
  }

  /** The value of the {@code Authorization} header, if the secret has one. */
  Optional<String> authorization() {
    return value("token").map(token -> "Bearer " + token).or(this::basic);
  }

  private Optional<String> basic() {
    return value("username")
        .map(user -> user + ":" + value("password").orElse(""))
        .map(pair -> pair.getBytes(StandardCharsets.UTF_8))
        .map(pair -> "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /** Hides the values, because secrets must not appear in logs. */
  @Override
  public String toString() {
    return "Credentials" + values.keySet();
  }
}
