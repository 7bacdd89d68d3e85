// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.dataset;

import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.StageArtifacts;
import io.pentimento.worker.runtime.StageContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The images of the holdout, degraded and as restored by each model. */
public final class HoldoutImages {
  /** The model that restored an image. */
  public enum Model {
    BASE,
    SERVING,
    ADAPTED
  }

  private final StageContext context;
  private final ModelImages images;
  private final List<Item> items;
  private final PairedItems truth;
  private final int models;
  private final Set<Model> restored = EnumSet.noneOf(Model.class);
  private final Map<Model, List<Duration>> times = new EnumMap<>(Model.class);

  /**
   * @param models number of models that will restore the images
   */
  public HoldoutImages(StageContext context, PreparedIndex index, ModelImages images, int models) {
    this.context = context;
    this.models = models;
    this.images = images;
    this.items = index.holdout();
    this.truth = new PairedItems(index.groundTruth());
  }

  public List<Item> items() {
    return items;
  }

  /** Images with ground truth. */
  public List<Item> labelled() {
    return items.stream().filter(item -> truth.of(item).isPresent()).toList();
  }

  public Tensor input(Item item) {
    return images.read(item);
  }

  public Optional<Tensor> truth(Item item) {
    return truth.of(item).map(images::read);
  }

  /** The pseudo target of a holdout image; empty without {@code pseudoTargets.includeHoldout}. */
  public Optional<Path> pseudoTarget(Item item) {
    return Optional.of(
            context
                .layout()
                .pseudoTarget(context.document().requiredPseudoTargetSettings(), item.digest()))
        .filter(Files::exists);
  }

  /** The image from {@link #restore}, with 8 bits. */
  public Tensor restored(Model model, Item item) {
    return ImageFiles.read(file(model, item));
  }

  public Path file(Model model, Item item) {
    return folder(model).resolve(Digest.hex(item.digest()) + ".png");
  }

  private Path folder(Model model) {
    return context.output().resolve(model.name().toLowerCase(Locale.ROOT));
  }

  /**
   * Deletes images that an earlier attempt restored with another model.
   *
   * @param digest of the current model
   */
  public void keepOnly(Model model, String digest) throws IOException {
    Path note = folder(model).resolve("model.json");
    String content = "{\"model\": \"" + digest + "\"}";
    if (!Files.exists(note) || !Files.readString(note).equals(content)) {
      StageArtifacts.deleteTree(folder(model));
      AtomicFile.write(note, content.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Restores every image that no earlier attempt has restored. */
  public void restore(Model model, RestorerSession session) throws IOException {
    for (int i = 0; i < items.size(); i++) {
      context.stopIfInterrupted();
      Path file = file(model, items.get(i));
      if (!Files.exists(file)) {
        AtomicFile.write(file, ImageFiles.encodePng(timed(model, session, input(items.get(i)))));
      }
      long done = i + 1L + (long) restored.size() * items.size();
      context.progress().update(done, steps(), 0, "restoring");
    }
    restored.add(model);
  }

  /** Whether {@link #restore} has finished for this model. */
  public boolean isRestoredBy(Model model) {
    return restored.contains(model);
  }

  /** Steps of the whole stage; measuring counts like one more restoration. */
  public long steps() {
    return (models + 1L) * items.size();
  }

  private Tensor timed(Model model, RestorerSession session, Tensor input) {
    long start = System.nanoTime();
    Tensor restored = session.restore(input);
    times
        .computeIfAbsent(model, each -> new ArrayList<>())
        .add(Duration.ofNanos(System.nanoTime() - start));
    return restored;
  }

  /** Median time of one image; empty if an earlier attempt restored all of them. */
  public Optional<Duration> time(Model model) {
    List<Duration> taken = times.getOrDefault(model, List.of());
    return taken.stream().sorted().skip(taken.size() / 2).findFirst();
  }
}
