// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import io.pentimento.core.artifact.Digest;
import io.pentimento.registry.client.OciReference;
import io.pentimento.worker.source.SourceException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Local copies of remote sources, by URI.
 *
 * @param folder of all copies; shared by the jobs of a workspace
 */
public record RemoteSources(Path folder, RetryPolicy retries) {
  private static final Set<String> WEB = Set.of("http", "https");

  /**
   * A copy of the current file behind an s3, http, https, oci or hf URI.
   *
   * @throws SourceException if it cannot be downloaded
   */
  public Path file(String uri, Credentials credentials) throws IOException {
    if (uri.startsWith(OciReference.SCHEME)) {
      return new OciSource(uri, credentials, retries).file(copy(uri));
    }
    if (uri.startsWith(HubAddress.SCHEME)) {
      return new Download(HubFile.of(uri, credentials), copy(uri), retries).run();
    }
    if (!uri.startsWith("s3:")) {
      return new Download(new HttpFile(webAddress(uri), credentials), copy(uri), retries).run();
    }
    S3Location at = S3Location.of(uri);
    if (at.bucket().isEmpty() || at.key().isEmpty()) {
      throw new SourceException(Kind.MISSING, "the form is s3://BUCKET/KEY");
    }
    try (S3Client client = S3Clients.of(credentials)) {
      return new Download(new S3File(client, at.bucket(), at.key()), copy(uri), retries).run();
    }
  }

  /**
   * A folder with the current images under an s3 URI or in an oci artefact.
   *
   * @throws SourceException if they cannot be downloaded
   */
  public Path images(String uri, Credentials credentials) throws IOException {
    if (uri.startsWith(OciReference.SCHEME)) {
      return new OciSource(uri, credentials, retries).folder(copy(uri));
    }
    if (!uri.startsWith("s3:")) {
      throw new SourceException(
          Kind.MISSING,
          "folders can be read from a claim, a local path, S3 or a registry, but not over HTTP");
    }
    S3Location at = S3Location.of(uri);
    if (at.bucket().isEmpty()) {
      throw new SourceException(Kind.MISSING, "the form is s3://BUCKET/PREFIX");
    }
    try (S3Client client = S3Clients.of(credentials)) {
      new S3Folder(client, at.bucket(), at.prefix()).mirror(copy(uri), retries);
      return copy(uri);
    }
  }

  private static URI webAddress(String uri) throws SourceException {
    try {
      URI address = new URI(uri);
      if (WEB.contains(String.valueOf(address.getScheme())) && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw new SourceException(Kind.MISSING, "it is not a valid URL: " + e.getMessage(), e);
    }
    throw new SourceException(
        Kind.MISSING,
        "the form is http://HOST/PATH or https://HOST/PATH; other sources begin with s3://, oci://,"
            + " hf:// or pvc://");
  }

  /** The path for the copy of a source, whether it exists or not. */
  public Path copy(String uri) {
    return folder.resolve(Digest.hex(Digest.of(uri.getBytes(StandardCharsets.UTF_8))));
  }

  private record S3Location(String bucket, String key) {
    static S3Location of(String uri) {
      String rest = uri.substring("s3://".length());
      int slash = rest.indexOf('/');
      return slash < 0
          ? new S3Location(rest, "")
          : new S3Location(rest.substring(0, slash), rest.substring(slash + 1));
    }

    String prefix() {
      return key.isEmpty() || key.endsWith("/") ? key : key + "/";
    }
  }
}
