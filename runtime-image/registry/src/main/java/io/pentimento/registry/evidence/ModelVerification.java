// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.evidence;

import static java.util.Objects.requireNonNull;

import io.pentimento.registry.client.Descriptor;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.RegistryClient;
import io.pentimento.registry.client.RegistryException;
import io.pentimento.registry.evidence.Verdict.Accepted;
import io.pentimento.registry.evidence.Verdict.Check;
import io.pentimento.registry.evidence.Verdict.Rejected;
import io.pentimento.registry.image.ImageLayers;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies a published model before it is used, without trusting the registry. */
public final class ModelVerification {
  private static final String PASSED = "Passed";

  /**
   * Everyone with write access can attach further statements: the one that passes most checks is
   * used. Checks are declared in the order in which they are made.
   */
  private static final Comparator<Verdict> BEST_LAST =
      Comparator.comparing(
          verdict -> verdict.rejection().map(Rejected::check).orElse(null),
          Comparator.nullsLast(Comparator.naturalOrder()));

  private final RegistryClient client;
  private final OciReference reference;
  private final PublicKeys keys;
  private final boolean gateMustPass;

  /**
   * @param reference with a digest
   * @param keys trusted keys, one of which must have signed the evidence; empty: no signature is
   *     required
   * @param gateMustPass whether the evidence must state that the gate passed
   */
  public ModelVerification(
      RegistryClient client, OciReference reference, PublicKeys keys, boolean gateMustPass) {
    this.client = requireNonNull(client, "client");
    this.reference = reference;
    this.keys = requireNonNull(keys, "keys");
    this.gateMustPass = gateMustPass;
    reference.requireDigest();
  }

  /**
   * Checks evidence and content.
   *
   * @throws RegistryException if the registry cannot be read
   */
  public Verdict verify() throws IOException {
    Optional<Rejected> damage = damage();
    return damage.isPresent() ? damage.get() : verifyEvidence();
  }

  private Optional<Rejected> damage() throws IOException {
    try {
      for (Descriptor layer : ImageLayers.of(client, reference).layers()) {
        client.check(layer);
      }
      return Optional.empty();
    } catch (RegistryException e) {
      return switch (e.kind()) {
        case DAMAGED, MISSING ->
            Optional.of(new Rejected(Check.CONTENT, String.valueOf(e.getMessage())));
        case FORBIDDEN, REFUSED, UNAVAILABLE -> throw e;
      };
    }
  }

  /**
   * Checks only the evidence; a subsequent pull checks every digest.
   *
   * @throws RegistryException if the registry cannot be read, or does not have the model
   */
  public Verdict verifyEvidence() throws IOException {
    List<byte[]> found = new ModelEvidence(client, reference).evidence(reference.requireDigest());
    Optional<Verdict> best = found.stream().map(this::verdict).max(BEST_LAST);
    return best.isPresent() ? best.get() : withoutEvidence();
  }

  /** Registries list no attachments of an image that does not exist: then the address is wrong. */
  private Rejected withoutEvidence() throws IOException {
    client.requireManifest(reference.requireDigest());
    return new Rejected(Check.EVIDENCE, reference + " has no evidence; publish it again");
  }

  private Verdict verdict(byte[] evidence) {
    try {
      return keys.isEmpty() ? unsigned(evidence) : signed(evidence);
    } catch (RegistryException e) {
      return new Rejected(Check.EVIDENCE, "%s: %s".formatted(reference, e.getMessage()));
    }
  }

  private Verdict signed(byte[] evidence) throws RegistryException {
    Envelope envelope = SigstoreBundle.envelope(evidence);
    if (envelope.signatures().isEmpty()) {
      return new Rejected(Check.SIGNATURE, reference + " has evidence without a signature");
    }
    Optional<String> signer = envelope.signer(keys);
    if (signer.isEmpty()) {
      return new Rejected(
          Check.SIGNATURE,
          "the evidence of %s is signed by the key %s, which is not one of %s"
              .formatted(reference, envelope.signatures().get(0).keyid(), keys.byId().keySet()));
    }
    return judged(Statement.read(envelope.content()), evidence, signer.get());
  }

  private Verdict unsigned(byte[] evidence) throws RegistryException {
    Envelope envelope = SigstoreBundle.envelope(evidence);
    byte[] statement = envelope.payload() == null ? evidence : envelope.content();
    return judged(Statement.read(statement), evidence, null);
  }

  private Verdict judged(Statement statement, byte[] evidence, @Nullable String signer) {
    if (!statement.isAbout(reference.requireDigest())) {
      return new Rejected(
          Check.SUBJECT, "the evidence of %s is about another model".formatted(reference));
    }
    if (gateMustPass && !PASSED.equals(statement.gateDecision())) {
      return new Rejected(
          Check.GATE, "the gate of %s is %s, not Passed".formatted(reference, shown(statement)));
    }
    return new Accepted(signer, statement, evidence);
  }

  private static String shown(Statement statement) {
    return statement.gateDecision().isEmpty() ? "absent" : statement.gateDecision();
  }
}
