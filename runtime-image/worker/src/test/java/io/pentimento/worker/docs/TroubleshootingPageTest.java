// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.reason.CanaryReason;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.ModelReason;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.Reason;
import io.pentimento.reason.ReconcileReason;
import io.pentimento.reason.ResultReason;
import io.pentimento.reason.SourceReason;
import io.pentimento.reason.WaitReason;
import io.pentimento.registry.client.RegistryException;
import io.pentimento.registry.evidence.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lists of docs/troubleshooting.md are generated from the enums of reasons. */
class TroubleshootingPageTest {
  private static final Path PAGE = Path.of("../../docs/troubleshooting.md");
  private static final List<Class<? extends Reason>> LISTS =
      List.of(
          ReconcileReason.class,
          WaitReason.class,
          FailureReason.class,
          ModelReason.class,
          SourceReason.class,
          ResultReason.class,
          CanaryReason.class,
          NormalReason.class);

  @Test
  void thePageListsEveryReason() throws IOException {
    String page = Files.readString(PAGE);
    String current = page;
    for (Class<? extends Reason> list : LISTS) {
      current = ReasonList.of(list).replacedIn(current);
    }
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, current);
    } else {
      assertThat(page)
          .describedAs(
              "docs/troubleshooting.md is older than the reasons; regenerate it with ./mvnw -pl"
                  + " runtime-image/worker -am test -Dtest=TroubleshootingPageTest"
                  + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true")
          .isEqualTo(current);
    }
  }

  @Test
  void reasonsOfTheRegistryModuleAreAmongThoseOfPublishedModels() {
    Stream<String> words =
        Stream.concat(
            Stream.of(RegistryException.Kind.values()).map(RegistryException.Kind::reason),
            Stream.of(Verdict.Check.values()).map(Verdict.Check::reason));

    assertThat(words.map(Reason::of)).hasSize(10).hasOnlyElementsOfType(ModelReason.class);
  }
}
