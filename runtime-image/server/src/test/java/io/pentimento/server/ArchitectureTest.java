// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server;

import static com.tngtech.archunit.base.DescribedPredicate.and;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dependencies of docs/architecture.md, for the server. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.pentimento");

  @Test
  void theServerDependsOnCoreOnly() {
    noClasses()
        .that()
        .resideInAPackage("io.pentimento.server..")
        .should()
        .dependOnClassesThat(
            and(
                resideInAPackage("io.pentimento.."),
                not(resideInAnyPackage("io.pentimento.server..", "io.pentimento.core.."))))
        .check(CLASSES);
  }

  @Test
  void thePackagesOfTheServerHaveNoCycles() {
    slices().matching("io.pentimento.server.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /** Transports can be added or removed without changing the inference code. */
  @Test
  void inferenceDoesNotDependOnATransport() {
    noClasses()
        .that()
        .resideInAnyPackage("io.pentimento.server.model..", "io.pentimento.server.queue..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.ws.rs..", "io.vertx..", "io.grpc..")
        .check(CLASSES);
  }

  /** The dependencies of training would make the server image many times as large. */
  @ParameterizedTest
  @ValueSource(
      strings = {"ai.djl.ndarray.NDArray", "ai.djl.pytorch.engine.PtEngine", "picocli.CommandLine"})
  void theTrainingEngineIsNotOnTheClassPath(String type) {
    assertThatThrownBy(() -> Class.forName(type)).isInstanceOf(ClassNotFoundException.class);
  }
}
