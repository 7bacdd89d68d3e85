// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.evidence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.core.artifact.Digest;
import io.pentimento.registry.client.OciJson;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.RegistryException;
import java.util.List;
import java.util.Map;

/**
 * An in-toto statement about the model with this digest.
 *
 * @param predicate how the model was made and evaluated; {@code gate.decision} is the decision
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonPropertyOrder({"_type", "subject", "predicateType", "predicate"})
public record Statement(
    @JsonProperty("_type") String type,
    List<Subject> subject,
    String predicateType,
    JsonNode predicate) {
  public static final String MEDIA_TYPE = "application/vnd.in-toto+json";
  public static final String PREDICATE_TYPE = "https://pentimento.io/evidence/v1";
  private static final String TYPE = "https://in-toto.io/Statement/v1";
  private static final String SHA_256 = "sha256";

  /** The subject of a statement. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonPropertyOrder({"name", "digest"})
  public record Subject(String name, Map<String, String> digest) {
    public Subject {
      digest = digest == null ? Map.of() : Map.copyOf(digest);
    }
  }

  public Statement {
    subject = subject == null ? List.of() : List.copyOf(subject);
  }

  /**
   * @param digest of the image's index
   */
  public static Statement of(OciReference repository, String digest, JsonNode predicate) {
    Subject subject =
        new Subject(
            repository.registry() + "/" + repository.repository(),
            Map.of(SHA_256, Digest.hex(digest)));
    return new Statement(TYPE, List.of(subject), PREDICATE_TYPE, predicate);
  }

  static Statement read(byte[] json) throws RegistryException {
    return OciJson.read(json, Statement.class, "the evidence");
  }

  byte[] write() {
    return OciJson.write(this);
  }

  boolean isAbout(String digest) {
    return TYPE.equals(type)
        && PREDICATE_TYPE.equals(predicateType)
        && subject.stream().anyMatch(s -> Digest.hex(digest).equals(s.digest().get(SHA_256)));
  }

  /** The decision of the gate, such as {@code Passed}; empty text if there is none. */
  public String gateDecision() {
    return predicate == null ? "" : predicate.path("gate").path("decision").asText();
  }
}
