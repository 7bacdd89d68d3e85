// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file on the Hugging Face hub, or on a server with the same HTTP layout ({@code HF_ENDPOINT}).
 * The hub redirects large files to a store whose addresses expire and whose entity tags differ from
 * those of the hub. The version is therefore taken from the hub's own response.
 */
record HubFile(HubAddress address, HttpFile file) implements RemoteFile {
  private static final String ENDPOINT = "https://huggingface.co";

  static HubFile of(String uri, Credentials secret) throws SourceException {
    HubAddress address = HubAddress.parse(uri);
    String endpoint = setting(secret, "HF_ENDPOINT").orElse(ENDPOINT);
    return new HubFile(address, new HttpFile(address.at(endpoint), credentials(secret)));
  }

  /** The token of the secret, or the one that the tools of the hub use. */
  private static Credentials credentials(Credentials secret) {
    Map<String, String> values = new HashMap<>();
    secret
        .value("token")
        .or(() -> setting(secret, "HF_TOKEN"))
        .ifPresent(token -> values.put("token", token));
    return new Credentials(values);
  }

  private static Optional<String> setting(Credentials secret, String name) {
    return secret
        .value(name)
        .or(() -> Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank()));
  }

  @Override
  public Body from(long offset, @Nullable String validator) throws SourceException {
    String now = version();
    return file.unchanged(now.equals(validator) ? offset : 0, now);
  }

  @Override
  public boolean isCurrent(String validator) throws SourceException {
    return address.isCommit() || validator.equals(version());
  }

  /** The SHA-256 of a large file; otherwise the entity tag. */
  private String version() throws SourceException {
    Map<String, String> headers = file.headersBeforeRedirect();
    return Optional.ofNullable(headers.get("x-linked-etag"))
        .or(() -> Optional.ofNullable(headers.get("etag")))
        .orElse("unknown");
  }
}
