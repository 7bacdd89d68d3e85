// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker;

import static com.tngtech.archunit.base.DescribedPredicate.and;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.pentimento.core.device.OnnxRuntimeLibrary;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dependencies of docs/architecture.md, for all modules that the worker combines. */
class ArchitectureTest {
  private static final String[] CORE = {"io.pentimento.core.."};
  private static final String[] CRDS = {
    "io.pentimento.api..",
    "io.pentimento.contract..",
    "io.pentimento.reason..",
    "io.pentimento.workflow..",
    "io.pentimento.validation.."
  };

  /** More files than this are hard to survey. */
  private static final long LARGEST_PACKAGE = 25;

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.pentimento");
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.pentimento.(**)").should().beFreeOfCycles().check(classes);
  }

  /** The API is one package for each version, as Kubernetes names it. */
  @Test
  void packagesAreSmall() {
    Map<String, Long> sizes =
        classes.stream()
            .filter(not(resideInAnyPackage(CRDS)))
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getPackageName, counting()));
    assertThat(sizes)
        .isNotEmpty()
        .allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(LARGEST_PACKAGE));
  }

  @Test
  void coreDependsOnNoOtherModule() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat(oursBut(CORE))
        .check(classes);
  }

  @Test
  void coreUsesNoTrainingEngineServerNetworkOrCluster() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "ai.djl..",
            "io.quarkus..",
            "jakarta..",
            "io.fabric8..",
            "java.net.http..",
            "com.sun.net.httpserver..")
        .check(classes);
  }

  /** Only one class may load ONNX Runtime, because its telemetry must be disabled before that. */
  @Test
  void oneClassLoadsOnnxRuntime() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(OnnxRuntimeLibrary.class)
        .should()
        .callMethodWhere(
            target(owner(equivalentTo(OrtEnvironment.class)))
                .and(target(nameMatching("get(Environment|AvailableProviders)"))))
        .check(classes);
  }

  @Test
  void crdsDependOnNoOtherModule() {
    noClasses()
        .that()
        .resideInAnyPackage(CRDS)
        .should()
        .dependOnClassesThat(oursBut(CRDS))
        .check(classes);
  }

  @Test
  void trainingDependsOnCoreOnly() {
    noClasses()
        .that()
        .resideInAPackage("io.pentimento.training..")
        .should()
        .dependOnClassesThat(oursBut("io.pentimento.training..", "io.pentimento.core.."))
        .check(classes);
  }

  @Test
  void decidingDependsOnTheApiAndTheStageContractOnly() {
    noClasses()
        .that()
        .resideInAPackage("io.pentimento.workflow..")
        .should()
        .dependOnClassesThat(
            oursBut(
                "io.pentimento.workflow..",
                "io.pentimento.api..",
                "io.pentimento.contract..",
                "io.pentimento.reason.."))
        .check(classes);
  }

  @Test
  void decidingUsesNoFileAndNoNetwork() {
    noClasses()
        .that()
        .resideInAPackage("io.pentimento.workflow..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net..", "io.fabric8.kubernetes.client..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.io.InputStream.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.io.OutputStream.class)
        .check(classes);
  }

  @Test
  void decidingReadsNoClock() {
    noClasses()
        .that()
        .resideInAPackage("io.pentimento.workflow..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(classes);
  }

  private static DescribedPredicate<JavaClass> oursBut(String... packages) {
    return and(resideInAPackage("io.pentimento.."), not(resideInAnyPackage(packages)));
  }
}
