// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageDocument;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.TestConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Golden files: one folder per case with in-job.yaml and the resources that the operator derives
 * from it.
 */
class DerivedResourcesTest {
  private static final Path CASES = Path.of("src/test/resources/derived-resources");
  private static final OperatorConfig CONFIG = TestConfig.defaults();

  @TestFactory
  Stream<DynamicTest> derivedResourcesAreAsCommitted() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.sorted().toList().stream()
          .flatMap(
              folder ->
                  derive(folder).entrySet().stream()
                      .map(
                          out ->
                              DynamicTest.dynamicTest(
                                  folder.getFileName() + "/" + out.getKey(),
                                  () -> compare(folder.resolve(out.getKey()), out.getValue()))));
    }
  }

  private static void compare(Path committed, HasMetadata derived) throws IOException {
    String yaml = Serialization.asYaml(derived);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(committed, yaml);
    }
    assertThat(yaml)
        .as("%s; -Dgolden.update=true writes it anew", committed)
        .isEqualTo(Files.readString(committed));
  }

  private static Map<String, HasMetadata> derive(Path folder) {
    Map<String, HasMetadata> derived = new TreeMap<>();
    AdaptationJob job = job(folder.resolve("in-job.yaml"));
    Map<StageName, StageDocument> documents = StageDocuments.of(job);
    documents.forEach(
        (stage, document) ->
            derived.put(
                "out-" + stage + "-job.yaml",
                new StageWorkload(job, document, 1, CONFIG).manifest()));
    String key = documents.get(StageName.TRAIN).key().hex();
    ServingWorkload serving =
        new ServingWorkload(
            ServingOwner.of(job), new ModelToServe("sha256:" + key, key), null, CONFIG);
    derived.put("out-deployment.yaml", serving.deployment());
    derived.put("out-service.yaml", serving.service());
    if (job.getSpec().serving().canary().isPresent()) {
      CandidateWorkload candidate =
          new CandidateWorkload(
              ServingOwner.of(job),
              new ModelToServe("sha256:" + key, key),
              1,
              Instant.parse("2026-11-24T00:00:00Z"),
              CONFIG);
      derived.put("out-canary-deployment.yaml", candidate.deployment());
      derived.put("out-canary-service.yaml", candidate.service());
    }
    serving.autoscaler().ifPresent(each -> derived.put("out-autoscaler.yaml", each));
    return derived;
  }

  private static AdaptationJob job(Path file) {
    try {
      return AdaptationJobYaml.read(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
