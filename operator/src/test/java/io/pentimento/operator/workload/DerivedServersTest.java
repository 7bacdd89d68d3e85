// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pentimento.api.v1alpha1.service.ModelAddress;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.operator.TestConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Golden files: one folder per case with in-service.yaml and the objects derived from it. */
class DerivedServersTest {
  private static final Path CASES = Path.of("src/test/resources/derived-servers");
  private static final ModelAddress OF_A_JOB =
      new ModelAddress(
          "pvc://adaptation/artifacts/train/%s/adapted.onnx".formatted("c".repeat(64)),
          "sha256:" + "d".repeat(64));

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
        .as("%s; -Dgolden.update=true writes it again", committed)
        .isEqualTo(Files.readString(committed));
  }

  private static Map<String, HasMetadata> derive(Path folder) {
    RestorationService service = service(folder.resolve("in-service.yaml"));
    ModelAddress model = model(service);
    ServingWorkload servers =
        new ServingWorkload(
            ServingOwner.of(service, true),
            new ModelToServe(model.digest(), model.uri()),
            null,
            TestConfig.defaults());
    Map<String, HasMetadata> derived = new TreeMap<>();
    derived.put("out-deployment.yaml", servers.deployment());
    derived.put("out-service.yaml", servers.service());
    if (service.getSpec().serving().canary().isPresent()) {
      CandidateWorkload candidate =
          new CandidateWorkload(
              ServingOwner.of(service, true),
              new ModelToServe(model.digest(), model.uri()),
              1,
              Instant.parse("2026-11-24T00:00:00Z"),
              TestConfig.defaults());
      derived.put("out-canary-deployment.yaml", candidate.deployment());
      derived.put("out-canary-service.yaml", candidate.service());
    }
    servers.autoscaler().ifPresent(each -> derived.put("out-autoscaler.yaml", each));
    return derived;
  }

  private static ModelAddress model(RestorationService service) {
    String uri = service.getSpec().model().uri();
    return uri == null ? OF_A_JOB : new ModelAddress(uri, uri.substring(uri.indexOf('@') + 1));
  }

  private static RestorationService service(Path file) {
    try {
      return Serialization.unmarshal(Files.readString(file), RestorationService.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
