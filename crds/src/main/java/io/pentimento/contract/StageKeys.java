// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static io.pentimento.contract.SourceName.DATASET;
import static io.pentimento.contract.SourceName.EVALUATION_FACE_DETECTOR;
import static io.pentimento.contract.SourceName.FEATURE_EXTRACTOR;
import static io.pentimento.contract.SourceName.GROUND_TRUTH;
import static io.pentimento.contract.SourceName.IDENTITY_NETWORK;
import static io.pentimento.contract.SourceName.PERCEPTUAL_NETWORK;
import static io.pentimento.contract.SourceName.PRIOR;
import static io.pentimento.contract.SourceName.PSEUDO_TARGETS;
import static io.pentimento.contract.SourceName.QUALITY_NETWORK;
import static io.pentimento.contract.SourceName.REFERENCE;
import static io.pentimento.contract.SourceName.RESTORER;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.model.ScoringNetwork;
import io.pentimento.api.v1alpha1.promotion.PublishSpec;
import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetSelection;
import io.pentimento.api.v1alpha1.pseudotarget.SelectionCriterion;
import io.pentimento.api.v1alpha1.status.StageName;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a job's stages. Settings that cannot change a result are excluded: shards, batch
 * size, quorum, checkpoint interval, resources, pod templates, deadlines.
 *
 * <p>The key of prepare follows from the manifest. The others depend on the content that prepare
 * found, not on its location: moved or re-read sources with the same content change nothing.
 */
public final class StageKeys {
  private final AdaptationJobSpec spec;

  private StageKeys(AdaptationJobSpec spec) {
    this.spec = requireNonNull(spec, "spec");
  }

  public static StageKeys of(AdaptationJobSpec spec) {
    return new StageKeys(spec);
  }

  /**
   * @param identities further identification of the content behind a URI, by source field, such as
   *     a listing of a local folder; may be empty
   */
  public StageKey prepare(Map<String, String> identities) {
    ObjectNode inputs = start(StageName.PREPARE);
    inputs.set("restorer", StageJson.without(spec.restorer(), "source"));
    inputs.set("prior", StageJson.without(spec.prior(), "source"));
    inputs.set("holdout", StageJson.without(spec.dataset().holdout()));
    benchmark(inputs);
    for (SourceName name : SourceName.values()) {
      name.in(spec)
          .ifPresent(source -> inputs.set(name.field(), StageJson.without(source, "secretRef")));
    }
    ObjectNode known = inputs.putObject("identities");
    identities.forEach(known::put);
    return CanonicalJson.key(inputs);
  }

  /** All of them change the result of prepare, and so the digests in later keys. */
  private void benchmark(ObjectNode inputs) {
    if (spec.dataset().degradation() != null) {
      inputs.set("degradation", StageJson.without(spec.dataset().degradation()));
    }
    if (spec.dataset().maxTrainingImages() != null) {
      inputs.put("maxTrainingImages", spec.dataset().maxTrainingImages());
    }
    if (spec.dataset().faces() != null) {
      inputs.set("faces", StageJson.without(spec.dataset().faces(), "detector"));
    }
  }

  /**
   * Everything besides the image that changes its pseudo target; names the cache.
   *
   * @param digests as found by prepare, by source field
   */
  public StageKey pseudoTargetSettings(Map<String, String> digests) {
    ObjectNode inputs = start(StageName.GENERATE);
    inputs.set("restorer", StageJson.without(spec.restorer(), "source"));
    inputs.set("prior", StageJson.without(spec.prior(), "source"));
    inputs.set("pseudoTargets", pseudoTargets());
    required(inputs, digests, pseudoTargetSources().toArray(SourceName[]::new));
    criterion(inputs);
    return CanonicalJson.key(inputs);
  }

  /** The sources whose digests {@link #pseudoTargetSettings} needs. */
  public Set<SourceName> pseudoTargetSources() {
    Set<SourceName> names = EnumSet.of(RESTORER, PRIOR);
    PseudoTargetSelection selection = spec.pseudoTargets().selection();
    if (selection != null) {
      switch (selection.criterion()) {
        case MEDOID -> {}
        case NIQE -> names.add(REFERENCE);
        case FACE_SCORE -> names.add(EVALUATION_FACE_DETECTOR);
        case QUALITY -> names.add(QUALITY_NETWORK);
      }
    }
    if (spec.pseudoTargets().source() != null) {
      names.add(PSEUDO_TARGETS);
    }
    return names;
  }

  private ObjectNode pseudoTargets() {
    ObjectNode settings =
        StageJson.without(
            spec.pseudoTargets(),
            "source",
            "shards",
            "batchSize",
            "minSuccessFraction",
            "checks",
            "includeHoldout",
            "resources",
            "podTemplate");
    if (settings.get("selection") instanceof ObjectNode selection) {
      selection.remove(List.of("keepFraction", "weighting"));
    }
    return settings;
  }

  /** How the network of the criterion is used; its content is among the sources. */
  private void criterion(ObjectNode inputs) {
    PseudoTargetSelection selection = spec.pseudoTargets().selection();
    if (selection != null && selection.criterion() == SelectionCriterion.QUALITY) {
      ScoringNetwork network =
          requireNonNull(spec.evaluation().qualityNetwork(), "quality network");
      inputs.set("qualityNetwork", StageJson.without(network, "source", "name"));
    }
  }

  /**
   * Without pseudo targets of the holdout this is the key of train's input; with them it differs,
   * although they do not affect train.
   */
  public StageKey generate(Map<String, String> digests) {
    ObjectNode inputs = pairs(digests);
    if (spec.pseudoTargets().includeHoldout()) {
      inputs.put("includeHoldout", true);
    }
    return CanonicalJson.key(inputs);
  }

  private ObjectNode pairs(Map<String, String> digests) {
    ObjectNode inputs = start(StageName.GENERATE);
    inputs.put("settings", pseudoTargetSettings(digests).hex());
    inputs.set("holdout", StageJson.without(spec.dataset().holdout()));
    if (spec.pseudoTargets().checks() != null) {
      inputs.set("checks", StageJson.without(spec.pseudoTargets().checks()));
      optional(inputs, digests, REFERENCE);
    }
    PseudoTargetSelection selection = spec.pseudoTargets().selection();
    if (selection != null && (selection.isDropping() || selection.isWeighting())) {
      inputs.put("keepFraction", selection.keepFraction());
      inputs.put("weighting", selection.weighting().name());
    }
    required(inputs, digests, DATASET);
    return inputs;
  }

  public StageKey train(Map<String, String> digests) {
    ObjectNode inputs = start(StageName.TRAIN);
    inputs.put("generate", CanonicalJson.key(pairs(digests)).hex());
    inputs.set(
        "fineTuning",
        StageJson.without(
            spec.fineTuning(),
            "perceptualNetwork",
            "checkpointInterval",
            "resources",
            "podTemplate"));
    optional(inputs, digests, REFERENCE, PERCEPTUAL_NETWORK);
    return CanonicalJson.key(inputs);
  }

  /** For a job without a serving model. */
  public StageKey evaluate(Map<String, String> digests) {
    return evaluate(digests, null);
  }

  /**
   * @param serving digest of the model that is measured too; null if none serves, which does not
   *     change the key
   */
  public StageKey evaluate(Map<String, String> digests, @Nullable String serving) {
    ObjectNode inputs = start(StageName.EVALUATE);
    inputs.put("train", train(digests).hex());
    inputs.set("evaluation", evaluation());
    if (spec.pseudoTargets().includeHoldout()) {
      inputs.put("generate", generate(digests).hex());
    }
    optional(inputs, digests, REFERENCE, GROUND_TRUTH, PERCEPTUAL_NETWORK, FEATURE_EXTRACTOR);
    present(inputs, digests, IDENTITY_NETWORK, QUALITY_NETWORK, EVALUATION_FACE_DETECTOR);
    if (serving != null) {
      inputs.put("serving", serving);
    }
    return CanonicalJson.key(inputs);
  }

  /**
   * Credentials change nothing; another measurement is published as other evidence.
   *
   * @param evaluate key of the measurement
   * @param model digest of the weights that passed the gate
   * @param publish address and signature
   */
  public static StageKey publish(StageKey evaluate, String model, PublishSpec publish) {
    ObjectNode inputs = start(StageName.PUBLISH);
    inputs.put("evaluate", evaluate.hex());
    inputs.put("model", model);
    inputs.set("publish", StageJson.without(publish, "secretRef"));
    return CanonicalJson.key(inputs);
  }

  /** Networks are identified by their digests, not by their locations. */
  private ObjectNode evaluation() {
    ObjectNode settings =
        StageJson.without(spec.evaluation(), "featureExtractor", "resources", "podTemplate");
    for (String network : List.of("identityNetwork", "qualityNetwork", "faceDetector")) {
      if (settings.get(network) instanceof ObjectNode present) {
        present.remove("source");
      }
    }
    return settings;
  }

  private static ObjectNode start(StageName stage) {
    ObjectNode inputs = CanonicalJson.newObject();
    inputs.put("stage", stage.value());
    inputs.put("version", AlgorithmVersion.of(stage));
    return inputs;
  }

  private static void required(ObjectNode to, Map<String, String> digests, SourceName... names) {
    for (SourceName name : names) {
      to.put(name.field(), requireNonNull(digests.get(name.field()), "no digest of " + name));
    }
  }

  private static void optional(ObjectNode to, Map<String, String> digests, SourceName... names) {
    for (SourceName name : names) {
      to.put(name.field(), digests.get(name.field()));
    }
  }

  /** Optional; does not change the keys of jobs without it. */
  private static void present(ObjectNode to, Map<String, String> digests, SourceName... names) {
    for (SourceName name : names) {
      if (digests.containsKey(name.field())) {
        to.put(name.field(), digests.get(name.field()));
      }
    }
  }
}
