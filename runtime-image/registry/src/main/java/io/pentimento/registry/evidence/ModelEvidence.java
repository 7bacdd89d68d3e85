// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.evidence;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.registry.client.Blob;
import io.pentimento.registry.client.Descriptor;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.Referrers;
import io.pentimento.registry.client.RegistryClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Artefacts attached to a published model: evidence, metrics and the report. */
public final class ModelEvidence {
  /** Type of the artefact with a statement that is not signed. */
  public static final String EVIDENCE = Statement.MEDIA_TYPE;

  /** Type of the artefact with a signed statement. */
  public static final String SIGNED_EVIDENCE = SigstoreBundle.MEDIA_TYPE;

  public static final String METRICS = "application/vnd.pentimento.metrics.v1+json";
  public static final String REPORT = "application/vnd.pentimento.report.v1+html";

  private final Referrers referrers;
  private final OciReference repository;

  public ModelEvidence(RegistryClient client, OciReference repository) {
    this.referrers = new Referrers(client);
    this.repository = requireNonNull(repository, "repository");
  }

  /**
   * Attaches the statement to a model.
   *
   * @param key null for a statement without a signature
   */
  public void attach(Descriptor model, JsonNode predicate, @Nullable SigningKey key)
      throws IOException {
    byte[] statement = Statement.of(repository, model.digest(), predicate).write();
    if (key == null) {
      referrers.attach(
          model, EVIDENCE, Statement.MEDIA_TYPE, Blob.of("evidence.json", statement), Map.of());
    } else {
      Envelope envelope = Envelope.sign(Statement.MEDIA_TYPE, statement, key);
      referrers.attach(
          model,
          SIGNED_EVIDENCE,
          SigstoreBundle.MEDIA_TYPE,
          Blob.of("evidence.sigstore.json", SigstoreBundle.of(envelope, key).write()),
          SigstoreBundle.annotations(Statement.PREDICATE_TYPE));
    }
  }

  public void attachMetrics(Descriptor model, byte[] json) throws IOException {
    referrers.attach(model, METRICS, "application/json", Blob.of("metrics.json", json), Map.of());
  }

  public void attachReport(Descriptor model, byte[] html) throws IOException {
    referrers.attach(model, REPORT, "text/html", Blob.of("report.html", html), Map.of());
  }

  /** All evidence of a model, signed or not. */
  List<byte[]> evidence(String digest) throws IOException {
    List<byte[]> all = new ArrayList<>(contents(digest, EVIDENCE));
    all.addAll(contents(digest, SIGNED_EVIDENCE));
    return all;
  }

  /** The content of every artefact of a type that is attached to a model. */
  private List<byte[]> contents(String digest, String artifactType) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (Descriptor referrer : referrers.of(digest, artifactType)) {
      contents.add(referrers.content(referrer));
    }
    return contents;
  }

  /** The newest of the metrics or reports attached to a model. */
  public Optional<byte[]> latest(String digest, String artifactType) throws IOException {
    List<Descriptor> all = referrers.of(digest, artifactType);
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(referrers.content(all.get(all.size() - 1)));
  }
}
