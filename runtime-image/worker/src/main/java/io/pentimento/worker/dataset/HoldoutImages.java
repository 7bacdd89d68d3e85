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

/** The images never trained on, as they came and as each model restores them. */
public final class HoldoutImages {
  /** Which model restored an image. */
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
   * @param models how many will restore the images
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

  /** Images whose clean version is known. */
  public List<Item> labelled() {
    return items.stream().filter(item -> truth.of(item).isPresent()).toList();
  }

  public Tensor input(Item item) {
    return images.read(item);
  }

  public Optional<Tensor> truth(Item item) {
    return truth.of(item).map(images::read);
  }

  /** Of a holdout image only if {@code pseudoTargets.includeHoldout}; empty where there is none. */
  public Optional<Path> pseudoTarget(Item item) {
    return Optional.of(
            context.layout().pseudoTarget(context.document().pseudoTargetSettings(), item.digest()))
        .filter(Files::exists);
  }

  /** As restored by {@link #restore}, at 8 bit. */
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
   * Deletes what an earlier try restored with another model.
   *
   * @param digest of the model that restores now
   */
  public void keepOnly(Model model, String digest) throws IOException {
    Path note = folder(model).resolve("model.json");
    String content = "{\"model\": \"" + digest + "\"}";
    if (!Files.exists(note) || !Files.readString(note).equals(content)) {
      StageArtifacts.deleteTree(folder(model));
      AtomicFile.write(note, content.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Restores every image that an earlier try has not. */
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

  /** Whether {@link #restore} has run for this model. */
  public boolean isRestoredBy(Model model) {
    return restored.contains(model);
  }

  /** Of the whole stage, in which measuring counts as another restoring. */
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

  /** The median time of one image; empty where an earlier try restored them all. */
  public Optional<Duration> time(Model model) {
    List<Duration> taken = times.getOrDefault(model, List.of());
    return taken.stream().sorted().skip(taken.size() / 2).findFirst();
  }
}
