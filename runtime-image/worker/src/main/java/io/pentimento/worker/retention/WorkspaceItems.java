// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.WorkspaceLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the items of a workspace. Leases, time records and job records are not included. */
record WorkspaceItems(WorkspaceLayout layout) {
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

  /** Files that show people, within the artefact of a stage. */
  private static final List<String> PICTURES =
      List.of("images", "base", "adapted", "serving", "report.html");

  List<Item> list() throws IOException {
    List<Item> items = new ArrayList<>();
    for (StageName stage : StageName.values()) {
      for (Path artifact : keyed(layout.root().resolve("artifacts").resolve(stage.value()))) {
        items.add(item(artifact, key(artifact), false));
        items.addAll(pictures(artifact));
      }
      for (String area : List.of("checkpoints", "staging")) {
        for (Path folder : keyed(layout.root().resolve(area).resolve(stage.value()))) {
          items.add(item(folder, key(folder), false));
        }
      }
    }
    for (Path targets : keyed(layout.root().resolve("pseudo-targets"))) {
      items.add(item(targets, key(targets), true));
    }
    for (Path download : children(layout.root().resolve("downloads"))) {
      items.add(item(download, null, true));
    }
    return items;
  }

  private List<Item> pictures(Path artifact) throws IOException {
    List<Item> items = new ArrayList<>();
    for (String name : PICTURES) {
      if (Files.exists(artifact.resolve(name))) {
        items.add(item(artifact.resolve(name), key(artifact), true));
      }
    }
    return items;
  }

  private static String key(Path folder) {
    return folder.getFileName().toString();
  }

  private Item item(Path path, @Nullable String key, boolean personal) throws IOException {
    long bytes = 0;
    Instant modified = Instant.EPOCH;
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path file : tree.toList()) {
        Instant changed = Files.getLastModifiedTime(file).toInstant();
        modified = changed.isAfter(modified) ? changed : modified;
        bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
      }
    } catch (NoSuchFileException vanished) {
      modified = Instant.MAX; // another process changes the folder: it is not old
    }
    return new Item(layout.root().relativize(path), key, personal, bytes, modified);
  }

  private static List<Path> keyed(Path folder) throws IOException {
    return children(folder).stream().filter(child -> KEY.matcher(key(child)).matches()).toList();
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }
}
