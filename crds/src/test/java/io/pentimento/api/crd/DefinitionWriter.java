// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.crd;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.service.RestorationService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Generates the YAML of the custom resource definitions from the types. */
final class DefinitionWriter {
  static final String JOBS = "adaptationjobs.pentimento.io-v1.yml";
  static final String SERVICES = "restorationservices.pentimento.io-v1.yml";

  private static final String HEADER =
      """
      # Generated from the types in io.pentimento.api.v1alpha1. To regenerate it:
      # ./mvnw -pl crds test -Dtest=CustomResourceDefinitionTest -Dcrd.update=true
      """;

  private DefinitionWriter() {}

  /** The definition that is committed as this file. */
  static String write(String file, Path folder) throws IOException {
    new CRDGenerator()
        .withPostProcessor(new SchemaPolish())
        .withParallelGenerationEnabled(false)
        .inOutputDir(folder.toFile())
        .customResourceClasses(AdaptationJob.class, RestorationService.class)
        .generate();
    return HEADER + Files.readString(folder.resolve(file)).replaceFirst("(?s)^(#[^\\n]*\\n)+", "");
  }
}
