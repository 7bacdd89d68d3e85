package io.pentimento.api.crd;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.pentimento.api.v1alpha1.AdaptationJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Generates the YAML of the custom resource definition from the types. */
final class DefinitionWriter {
  static final String FILE = "adaptationjobs.pentimento.io-v1.yml";

  private static final String HEADER =
      """
      # Generated from the types in io.pentimento.api.v1alpha1. To regenerate it:
      # ./mvnw -pl crds test -Dtest=CustomResourceDefinitionTest -Dcrd.update=true
      """;

  private DefinitionWriter() {}

  static String write(Path folder) throws IOException {
    new CRDGenerator()
        .withPostProcessor(new SchemaPolish())
        .withParallelGenerationEnabled(false)
        .inOutputDir(folder.toFile())
        .customResourceClasses(AdaptationJob.class)
        .generate();
    return HEADER + Files.readString(folder.resolve(FILE)).replaceFirst("(?s)^(#[^\\n]*\\n)+", "");
  }
}
