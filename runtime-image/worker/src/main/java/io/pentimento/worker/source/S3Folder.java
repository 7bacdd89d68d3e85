// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import io.pentimento.core.image.folder.ImageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The images under a key prefix. */
record S3Folder(S3Client client, String bucket, String prefix) {

  /**
   * Makes {@code folder} contain the images of the prefix; unchanged files are not downloaded.
   *
   * @throws SourceException if the prefix has no image, or one cannot be downloaded
   */
  void mirror(Path folder, RetryPolicy retries) throws IOException {
    Set<Path> wanted = new HashSet<>();
    for (S3Object object : retries.retry(this::images)) {
      Path target = folder.resolve(relative(object));
      wanted.add(target);
      new Download(new Listed(new S3File(client, bucket, object.key()), object), target, retries)
          .run();
    }
    if (wanted.isEmpty()) {
      throw new SourceException(
          SourceException.Kind.MISSING, "no .png, .jpg, .jpeg, .jpe or .jfif file has this prefix");
    }
    for (Path file : ImageFolder.list(folder)) {
      if (!wanted.contains(file)) {
        Files.delete(file);
      }
    }
  }

  private List<S3Object> images() throws SourceException {
    try {
      return client.listObjectsV2Paginator(b -> b.bucket(bucket).prefix(prefix)).contents().stream()
          .filter(object -> ImageFolder.holds(relative(object)))
          .toList();
    } catch (S3Exception e) {
      throw S3File.refused(e);
    } catch (SdkException e) {
      throw S3File.unavailable(e);
    }
  }

  private Path relative(S3Object object) {
    return Path.of(object.key().substring(prefix.length()));
  }

  /** The version is known from the listing. */
  private record Listed(S3File file, S3Object object) implements RemoteFile {
    @Override
    public Body from(long offset, @Nullable String validator) throws SourceException {
      return file.from(offset, validator);
    }

    @Override
    public boolean isCurrent(String validator) {
      return validator.equals(object.eTag());
    }
  }
}
