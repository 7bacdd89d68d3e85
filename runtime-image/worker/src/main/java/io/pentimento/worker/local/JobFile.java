package io.pentimento.worker.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.Phase;
import io.pentimento.core.artifact.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers a job between runs as an API server would: {@code job.yaml} with spec, generation and
 * status, and the status alone as {@code status.json}.
 */
final class JobFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path folder;

  JobFile(Path folder) {
    this.folder = folder;
  }

  /**
   * Gives a manifest the status of its last run. The generation rises with an edit, and when the
   * last run failed: to run again is to ask for another try.
   */
  void recall(AdaptationJob job) throws IOException {
    Optional<AdaptationJob> last = read();
    long generation = last.map(known -> known.getMetadata().getGeneration()).orElse(0L);
    boolean same =
        last.filter(known -> known.getSpec().equals(job.getSpec()))
            .filter(known -> known.getStatus() != null)
            .filter(known -> known.getStatus().phase() != Phase.FAILED)
            .isPresent();
    job.getMetadata().setGeneration(same ? generation : generation + 1);
    last.map(AdaptationJob::getStatus).ifPresent(job::setStatus);
  }

  private Optional<AdaptationJob> read() throws IOException {
    Path file = folder.resolve("job.yaml");
    return Files.exists(file) ? Optional.of(AdaptationJobYaml.read(file)) : Optional.empty();
  }

  void write(AdaptationJob job) throws IOException {
    write("job.yaml", AdaptationJobYaml.write(job));
    AdaptationJobStatus status = job.getStatus();
    write("status.json", JSON.writeValueAsString(status) + "\n");
  }

  private void write(String name, String text) throws IOException {
    AtomicFile.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
