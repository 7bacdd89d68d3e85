// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.registry.evidence.ModelEvidence;
import io.pentimento.registry.testing.Fault;
import io.pentimento.registry.testing.FaultyRegistry;
import io.pentimento.registry.testing.TestModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReferrersTest {
  private final FaultyRegistry registry = new FaultyRegistry();
  private final OciReference repository = registry.repository("vision/night");

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void noFallbackTagIsWrittenIfTheRegistryListsReferrers() throws IOException {
    OciReference model = TestModel.publish(repository, "Passed", null);

    Referrers referrers = new Referrers(TestModel.client(model));
    assertThat(referrers.of(model.digest(), ModelEvidence.REPORT)).hasSize(1);
    assertThat(registry.tags()).containsExactly("v1");
  }

  @Test
  void withoutTheApiTheListUnderTheFallbackTagIsRead() throws IOException {
    OciReference model = TestModel.publish(repository, "Passed", null);
    RegistryClient client = TestModel.client(model);
    Referrers referrers = new Referrers(client);
    ImageIndex list = ImageIndex.of(referrers.of(model.digest(), ModelEvidence.METRICS), Map.of());
    client.pushManifest(
        model.digest().replace(':', '-'), ImageIndex.MEDIA_TYPE, OciJson.write(list));
    registry.fail(Fault.status("GET", "/referrers/", 404));

    assertThat(referrers.of(model.digest(), ModelEvidence.METRICS)).hasSize(1);
  }

  @Test
  void theAttachedContentIsReturned() throws IOException {
    OciReference model = TestModel.publish(repository, "Passed", null);

    assertThat(
            new ModelEvidence(TestModel.client(model), model)
                .latest(model.digest(), ModelEvidence.REPORT))
        .hasValueSatisfying(
            report ->
                assertThat(new String(report, StandardCharsets.UTF_8)).isEqualTo("<p>better</p>"));
  }
}
