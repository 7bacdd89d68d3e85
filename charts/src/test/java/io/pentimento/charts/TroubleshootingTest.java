package io.pentimento.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever meets a reason finds it on the page. */
class TroubleshootingTest {
  /** The first word in UpperCamelCase that is given to what carries a reason. */
  private static final Pattern GIVEN =
      Pattern.compile(
          "(?:StageOutcome\\.(?:Failed|Waiting)|waiting|PodWaitReason|ReconcileError|Pending|Diagnosis|FailureClassifier|StageFailure)"
              + "\\(\\s*(?:[\\w.()]+,\\s*){0,2}\"([A-Z][A-Za-z]+)\"");

  private static final Pattern NAMED =
      Pattern.compile(
          "(?:(?:ABORTED|BACK_OFF|INVALID_SPEC|DISK_FULL|API_SERVER_ERROR) = |(?:MISSING|FORBIDDEN|REFUSED|UNAVAILABLE|DAMAGED|CONTENT|EVIDENCE|SIGNATURE|SUBJECT|GATE)\\()\"(\\w+)\"");
  private static final List<String> SOURCES =
      List.of(
          "../crds/src/main",
          "../operator/src/main",
          "../runtime-image/registry/src/main",
          "../runtime-image/worker/src/main");

  @Test
  void thePageKnowsEveryReasonThatTheCodeGives() throws IOException {
    Set<String> reasons = new TreeSet<>();
    for (String source : SOURCES) {
      reasons.addAll(reasons(Path.of(source)));
    }
    String page = Files.readString(Path.of("../docs/troubleshooting.md"));

    assertThat(reasons)
        .contains(
            "BackOff",
            "GateRegression",
            "SourceNotFound",
            "SourceForbidden",
            "SourceDamaged",
            "SignatureUntrusted",
            "RegistryUnavailable",
            "MissingSecret",
            "ApiServerError")
        .allSatisfy(reason -> assertThat(page).contains("`" + reason + "`"));
  }

  private static Set<String> reasons(Path folder) throws IOException {
    Set<String> reasons = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String code = Files.readString(file);
        Stream.of(GIVEN, NAMED)
            .flatMap(pattern -> pattern.matcher(code).results())
            .forEach(found -> reasons.add(found.group(1)));
      }
    }
    return reasons;
  }
}
