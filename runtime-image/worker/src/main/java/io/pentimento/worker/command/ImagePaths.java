// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.image.folder.ImageFolder;
import io.pentimento.core.image.folder.ImageFormat;
import io.pentimento.core.image.folder.ImageListing;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.input.OutputPath;
import io.pentimento.worker.input.RealPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One image or a folder of images, and the file of each result.
 *
 * @param outputs output by input: a file for a file; the same names as PNG in a folder for a folder
 * @param skipped files of the folder that are not images, one line each
 */
record ImagePaths(Map<Path, Path> outputs, List<String> skipped) {

  /**
   * @throws IllegalArgumentException if IN has no image, OUT does not match IN, or a result would
   *     replace an image of IN
   */
  static ImagePaths of(Path in, Path out) throws IOException {
    requireInput(in);
    ImagePaths paths = Files.isRegularFile(in) ? ofFile(in, out) : ofFolder(in, out);
    requireOriginalsKept(paths.outputs);
    return paths;
  }

  /** As {@link #of}, but the results of a folder keep the names and formats of its files. */
  static ImagePaths keepingFormats(Path in, Path out) throws IOException {
    requireInput(in);
    if (Files.isRegularFile(in)) {
      return of(in, Files.isDirectory(out) ? out.resolve(in.getFileName()) : out);
    }
    ImagePaths paths = ofFolder(in, out);
    Map<Path, Path> outputs = new LinkedHashMap<>();
    paths.outputs.keySet().forEach(image -> outputs.put(image, out.resolve(in.relativize(image))));
    requireOriginalsKept(outputs);
    return new ImagePaths(outputs, paths.skipped);
  }

  private static void requireInput(Path in) {
    if (!Files.exists(in)) {
      throw new IllegalArgumentException("IN: no such file or folder: " + in);
    }
  }

  private static ImagePaths ofFile(Path in, Path out) {
    Path target = Files.isDirectory(out) ? out.resolve(png(in.getFileName())) : out;
    ImageFormat.of(target);
    OutputPath.requireFile("OUT", target);
    return new ImagePaths(Map.of(in, target), List.of());
  }

  private static ImagePaths ofFolder(Path in, Path out) throws IOException {
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new IllegalArgumentException(
          "%s is a folder, but %s is not; name an output folder".formatted(in, out));
    }
    OutputPath.requireFolder("OUT", out);
    ImageListing listing = ImageFolder.nonEmpty(in);
    List<String> skipped = new ArrayList<>(listing.report());
    List<Path> images = new ArrayList<>(listing.images());
    if (!isSame(in, out) && RealPath.isWithin(out, in) && removeBelow(images, RealPath.of(out))) {
      skipped.add("skipped the images of %s: it is the output folder".formatted(out));
    }
    return new ImagePaths(named(in, images, out), List.copyOf(skipped));
  }

  /** Two images that differ only in their extension keep it: a.jpg.png beside a.png. */
  private static Map<Path, Path> named(Path in, List<Path> images, Path out) {
    Set<Path> taken = new HashSet<>();
    images.stream().filter(ImagePaths::isPng).forEach(image -> taken.add(in.relativize(image)));
    Map<Path, Path> outputs = new LinkedHashMap<>();
    for (Path image : images) {
      Path name = in.relativize(image);
      Path target = isPng(image) || taken.add(png(name)) ? png(name) : Path.of(name + ".png");
      outputs.put(image, out.resolve(target));
    }
    requireDistinct(outputs.values());
    return outputs;
  }

  private static void requireDistinct(Collection<Path> outputs) {
    Set<Path> seen = new HashSet<>();
    outputs.stream()
        .filter(output -> !seen.add(output))
        .findFirst()
        .ifPresent(
            output -> {
              throw new IllegalArgumentException(
                  "two results would be written to %s; rename one of the images".formatted(output));
            });
  }

  private static void requireOriginalsKept(Map<Path, Path> outputs) throws IOException {
    Set<Path> originals = new HashSet<>();
    for (Path input : outputs.keySet()) {
      originals.add(input.toRealPath());
    }
    for (Path output : outputs.values()) {
      if (Files.exists(output) && originals.contains(output.toRealPath())) {
        throw new IllegalArgumentException(
            "the result would replace the input %s; choose another OUT".formatted(output));
      }
    }
  }

  private static boolean isSame(Path a, Path b) throws IOException {
    return Files.exists(b) && Files.isSameFile(a, b);
  }

  /** Removes the images of a folder; returns whether there were any. */
  private static boolean removeBelow(List<Path> images, Path folder) throws IOException {
    List<Path> below = new ArrayList<>();
    for (Path image : images) {
      if (RealPath.of(image).startsWith(folder)) {
        below.add(image);
      }
    }
    return images.removeAll(below);
  }

  static void write(Path file, Tensor image) throws IOException {
    AtomicFile.write(file, ImageFormat.of(file).encode(image));
  }

  private static boolean isPng(Path name) {
    return name.toString().endsWith(".png");
  }

  private static Path png(Path name) {
    String text = name.toString();
    int dot = text.lastIndexOf('.');
    return Path.of((dot <= text.lastIndexOf('/') ? text : text.substring(0, dot)) + ".png");
  }
}
