// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.canary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.core.face.photo.FaceMode;
import io.pentimento.core.image.ImageLimits;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Requests to the candidate's servers. */
final class CandidateClient {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

  private final URI base;
  private final Duration timeout;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PROBE_TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  CandidateClient(URI base, Duration timeout) {
    this.base = base;
    this.timeout = timeout;
  }

  /** The candidate did not accept the image, but may accept another one. */
  static final class BusyException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The digest of the candidate's model; empty if no candidate answers. */
  Optional<String> model() throws InterruptedException {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(at("/v1/model")).timeout(PROBE_TIMEOUT).build(),
              BodyHandlers.ofString());
      return answer.statusCode() == OK ? digest(answer.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> digest(String description) throws IOException {
    JsonNode digest = MAPPER.readTree(description).path("digest");
    return digest.isTextual() ? Optional.of(digest.asText()) : Optional.empty();
  }

  /**
   * The image as the candidate restores it.
   *
   * @param limits of the result
   * @throws BusyException if the candidate has no place for it
   * @throws IOException if it fails or is too slow
   */
  Tensor restore(Tensor image, OptionalDouble weight, ImageLimits limits)
      throws IOException, InterruptedException {
    String query = "?faces=" + FaceMode.ALIGNED.published();
    String w = weight.isPresent() ? "&w=" + weight.getAsDouble() : "";
    HttpRequest request =
        HttpRequest.newBuilder(at("/v1/restore" + query + w))
            .timeout(timeout)
            .header("Content-Type", "image/png")
            .header("Accept", "image/png")
            .POST(BodyPublishers.ofByteArray(ImageFiles.encodePng(image)))
            .build();
    HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() == UNAVAILABLE) {
      throw new BusyException();
    }
    if (answer.statusCode() != OK) {
      throw new IOException("the candidate answered " + answer.statusCode());
    }
    return ImageFiles.decode(answer.body(), "the candidate's answer", limits);
  }

  private URI at(String path) {
    return URI.create(base.toString().replaceAll("/+$", "") + path);
  }
}
