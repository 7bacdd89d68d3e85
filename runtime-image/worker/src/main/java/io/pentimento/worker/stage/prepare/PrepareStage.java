// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.prepare;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.api.v1alpha1.dataset.DatasetSpec;
import io.pentimento.api.v1alpha1.dataset.FacesSpec;
import io.pentimento.api.v1alpha1.model.ScoringNetwork;
import io.pentimento.api.v1alpha1.source.FileSource;
import io.pentimento.api.v1alpha1.source.FolderSource;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.contract.PrepareParameters;
import io.pentimento.contract.SourceName;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.reader.Checkpoints;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.network.file.NetworkLoader;
import io.pentimento.core.network.lpips.LpipsWeights;
import io.pentimento.core.network.unet.UNetConfig;
import io.pentimento.reason.SourceReason;
import io.pentimento.worker.dataset.PairedItems;
import io.pentimento.worker.metrics.MetricChoice;
import io.pentimento.worker.metrics.ScoringNetworks;
import io.pentimento.worker.restorer.AdaptableRestorer;
import io.pentimento.worker.restorer.PreparedModels;
import io.pentimento.worker.restorer.PreparedRestorer;
import io.pentimento.worker.runtime.DatasetIndex;
import io.pentimento.worker.runtime.FailureClassifier;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.PreparedIndex.Rejected;
import io.pentimento.worker.runtime.ResultFile;
import io.pentimento.worker.runtime.Stage;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pins the sources, validates every image, and converts the models for the later stages. */
public final class PrepareStage implements Stage {
  private static final Logger LOG = LoggerFactory.getLogger(PrepareStage.class);

  private final Map<String, String> digests = new TreeMap<>();

  private final Map<String, Integer> counts = new TreeMap<>();

  /** Warns that the images of the dataset do not look like aligned crops. */
  private Optional<String> warning = Optional.empty();

  /** Null where the images of the dataset are aligned crops. */
  private @Nullable PhotographFaces photographs;

  @Override
  public TerminationMessage run(StageContext context) throws IOException {
    PrepareParameters parameters = (PrepareParameters) context.document().parameters();
    Path output = context.output();
    Files.createDirectories(output);
    SourceFiles sources =
        new SourceFiles(context.sources(), context.secrets(), Downloads.in(context));
    context.progress().update(0, 1, 0, "models");
    PreparedModels models = new PreparedModels(output);
    int size = models(context, sources, parameters, models);
    PreparedIndex index = dataset(context, sources, parameters, size);
    if (parameters.metrics() != null) {
      new MetricChoice(index, models).of(parameters.metrics());
    }
    index.write(output);
    int lost = index.lost().size();
    TerminationMessage answer =
        TerminationMessage.success(
                context.document().stage(),
                context.document().key(),
                new ItemCounts(index.images().size(), index.images().size() + lost, lost))
            .withDigests(digests)
            .withImages(counts);
    if (warning.isPresent()) {
      LOG.warn("{}", warning.get());
      answer = answer.withWarning(SourceReason.DATASET_NOT_ALIGNED, warning.get());
    }
    ResultFile.write(output.resolve(WorkspaceLayout.RESULT), answer);
    return answer;
  }

  private int models(
      StageContext context, SourceFiles sources, PrepareParameters p, PreparedModels models)
      throws IOException {
    NetworkLoader prior =
        new NetworkLoader(
            pinned(sources, SourceName.PRIOR, p.prior().source()), p.prior().weightsKey());
    ObjectNode priorParameters = PreparedModels.given(p.prior().hyperparameters());
    if (p.prior().imageSize() != null) {
      priorParameters.put("image_size", p.prior().imageSize());
    }
    UNetConfig config = loaded(SourceName.PRIOR, () -> models.prior(prior, priorParameters));
    context.stopIfInterrupted();
    Path restorer = pinned(sources, SourceName.RESTORER, p.restorer().source());
    loaded(
        SourceName.RESTORER,
        () -> {
          AdaptableRestorer.of(p.restorer())
              .prepare(
                  models,
                  restorer,
                  config.imageSize(),
                  requireNonNull(digests.get(SourceName.RESTORER.field())));
          return restorer;
        });
    PreparedRestorer.write(p.restorer(), models.folder());
    optional(sources, p, models);
    return config.imageSize();
  }

  private void optional(SourceFiles sources, PrepareParameters p, PreparedModels models)
      throws IOException {
    if (p.perceptualNetwork() != null) {
      Path file = pinned(sources, SourceName.PERCEPTUAL_NETWORK, p.perceptualNetwork());
      StateDict weights =
          loaded(SourceName.PERCEPTUAL_NETWORK, () -> LpipsWeights.checked(Checkpoints.load(file)));
      Safetensors.write(models.weights(PreparedModels.PERCEPTUAL), weights, Map.of());
    }
    if (p.featureExtractor() != null) {
      Path file = pinned(sources, SourceName.FEATURE_EXTRACTOR, p.featureExtractor());
      Files.copy(
          file,
          models.folder().resolve(PreparedModels.EXTRACTOR),
          StandardCopyOption.REPLACE_EXISTING);
    }
    judge(sources, SourceName.IDENTITY_NETWORK, p.identityNetwork(), models);
    judge(sources, SourceName.QUALITY_NETWORK, p.qualityNetwork(), models);
    if (p.evaluationFaceDetector() != null) {
      SourceName name = SourceName.EVALUATION_FACE_DETECTOR;
      Path file = pinned(sources, name, p.evaluationFaceDetector().source());
      loaded(
          name,
          () -> {
            new ScoringNetworks(models.folder()).keepDetector(file);
            return file;
          });
    }
  }

  private void judge(
      SourceFiles sources, SourceName name, @Nullable ScoringNetwork network, PreparedModels models)
      throws IOException {
    if (network != null) {
      Path file = pinned(sources, name, network.source());
      new ScoringNetworks(models.folder()).keep(name, file, network);
    }
  }

  /** Reads a model. */
  @FunctionalInterface
  private interface Loading<T> {
    T load() throws IOException;
  }

  /** Adds the field of the manifest to errors of a checkpoint. */
  private static <T> T loaded(SourceName source, Loading<T> loading) throws IOException {
    try {
      return loading.load();
    } catch (IllegalArgumentException e) {
      FailureClassifier diagnosis = FailureClassifier.of(e);
      throw new StageFailure(
          diagnosis.failure(), diagnosis.reason(), "spec.%s: %s".formatted(source, e.getMessage()));
    }
  }

  private Path pinned(SourceFiles sources, SourceName name, FileSource source) throws IOException {
    Path file = sources.file(name, source);
    digests.put(name.field(), Digest.of(file));
    return file;
  }

  private PreparedIndex dataset(
      StageContext context, SourceFiles sources, PrepareParameters p, int size) throws IOException {
    DatasetSpec dataset = p.dataset();
    DatasetIndex index = new DatasetIndex(context, context.output());
    Path frames = sources.folder(SourceName.DATASET, dataset.source());
    List<Item> found = index.index(SourceName.DATASET, frames);
    List<Item> sharp = faces(context, sources, dataset, found, size);
    List<Item> seen =
        dataset.degradation() == null
            ? sharp
            : new DegradedImages(context, size, dataset.degradation()).of(sharp);
    DatasetIndex.requireTwo(SourceName.DATASET, frames, seen);
    List<Item> images =
        HoldoutSplit.limited(
            HoldoutSplit.of(seen, dataset.holdout(), this::group), dataset.maxTrainingImages());
    return new PreparedIndex(
        size,
        dataset(images),
        index.rejected(),
        PairedItems.requireDistinct(
            SourceName.PSEUDO_TARGETS,
            folder(index, sources, SourceName.PSEUDO_TARGETS, p.importedPseudoTargets())),
        folder(index, sources, SourceName.REFERENCE, dataset.reference()),
        dataset.degradation() == null
            ? PairedItems.requireDistinct(
                SourceName.GROUND_TRUTH,
                folder(index, sources, SourceName.GROUND_TRUTH, dataset.groundTruth()))
            : sharp,
        skipped(index),
        photographs == null ? List.of() : found);
  }

  /** The faces of the photographs, or the images themselves if they are aligned crops. */
  private List<Item> faces(
      StageContext context, SourceFiles sources, DatasetSpec dataset, List<Item> found, int size)
      throws IOException {
    FacesSpec faces = dataset.faces();
    if (faces == null) {
      warning = new AlignmentSample(context, found).shapes();
      return found;
    }
    Path detector = pinned(sources, SourceName.FACE_DETECTOR, faces.detector().source());
    if (faces.aligned()) {
      AlignmentSample sample = new AlignmentSample(context, found);
      warning = loaded(SourceName.FACE_DETECTOR, () -> sample.eyes(detector));
      return found;
    }
    PhotographFaces cut = new PhotographFaces(context);
    photographs = cut;
    return loaded(SourceName.FACE_DETECTOR, () -> cut.of(found, detector, faces, size));
  }

  /** Includes the photographs of the faces, because the split depends on them. */
  private List<Item> dataset(List<Item> images) {
    known(SourceName.DATASET, images);
    PhotographFaces cut = photographs;
    if (cut != null) {
      Map<String, String> origins = new TreeMap<>();
      images.forEach(i -> origins.put(i.name(), i.digest() + " " + cut.photograph(i)));
      digests.put(SourceName.DATASET.field(), Digest.of(origins));
    }
    return images;
  }

  /** All faces of one photograph are on the same side of the split. */
  private String group(Item item) {
    return photographs == null ? item.digest() : photographs.photograph(item);
  }

  private List<Rejected> skipped(DatasetIndex index) {
    if (photographs == null) {
      return index.skipped();
    }
    List<Rejected> all = new ArrayList<>(index.skipped());
    all.addAll(photographs.leftOut());
    return all;
  }

  private List<Item> folder(
      DatasetIndex index, SourceFiles sources, SourceName name, @Nullable FolderSource source)
      throws IOException {
    return source == null
        ? List.of()
        : known(name, index.index(name, sources.folder(name, source)));
  }

  /** Records the digest and the number of images of a source. */
  private List<Item> known(SourceName name, List<Item> items) {
    digests.put(name.field(), DatasetIndex.digest(items));
    counts.put(name.field(), items.size());
    return items;
  }
}
