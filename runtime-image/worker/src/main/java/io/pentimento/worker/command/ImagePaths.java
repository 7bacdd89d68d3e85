package io.pentimento.worker.command;

import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.image.ImageFiles;
import io.pentimento.core.image.ImageFolder;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** One image or a folder of them, and where each result goes. */
final class ImagePaths {
  private ImagePaths() {}

  /** Output by input: a file for a file, the same names (as PNG) in a folder for a folder. */
  static Map<Path, Path> pairs(Path in, Path out) {
    if (Files.isRegularFile(in)) {
      return Map.of(in, Files.isDirectory(out) ? out.resolve(png(in.getFileName())) : out);
    }
    Map<Path, Path> pairs = new LinkedHashMap<>();
    for (Path file : ImageFolder.list(in)) {
      pairs.put(file, out.resolve(png(in.relativize(file))));
    }
    return pairs;
  }

  static void write(Path file, Tensor image) throws IOException {
    AtomicFile.write(file, ImageFiles.encodePng(image));
  }

  private static Path png(Path name) {
    String text = name.toString();
    int dot = text.lastIndexOf('.');
    return Path.of((dot < 0 ? text : text.substring(0, dot)) + ".png");
  }
}
