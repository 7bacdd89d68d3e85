// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.JobReference;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageParameters;
import io.pentimento.workflow.canary.CanaryTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Actions reach the method of their kind. */
class ActionTest {
  private static final StageKey KEY = new StageKey("1".repeat(64));

  /** Records what it is asked to do. */
  private static final class Recorder implements Action.Handler<IOException> {
    private final List<Object> calls = new ArrayList<>();

    @Override
    public void startStage(Action.StartStage start) {
      calls.add(start);
    }

    @Override
    public void stopStage(Action.StopStage stop) {
      calls.add(stop);
    }

    @Override
    public void serve(Action.Serve serve) {
      calls.add(serve);
    }

    @Override
    public void stopServing() throws IOException {
      throw new IOException("the cluster is gone");
    }

    @Override
    public void steerCanary(Action.SteerCanary steer) {
      calls.add(steer);
    }
  }

  private static List<Action> actions() throws JsonProcessingException {
    return List.of(
        new Action.StartStage(document(), 1),
        new Action.StopStage(StageName.TRAIN, KEY),
        new Action.Serve("sha256:1", KEY, 2),
        new Action.SteerCanary(
            new CanaryTarget("sha256:1", OptionalInt.of(1), "restore", OptionalInt.of(10)), KEY));
  }

  private static StageDocument document() throws JsonProcessingException {
    return new StageDocument(
        StageName.TRAIN,
        KEY,
        new JobReference(null, "night", null),
        Map.of(),
        Map.of(),
        null,
        StageParameters.of(
            StageName.TRAIN,
            AdaptationJobYaml.read(
                    """
                    spec:
                      restorer: {source: {uri: r.pth}}
                      prior: {source: {uri: p.pth}}
                      dataset: {source: {uri: images}}
                      workspace: {persistentVolumeClaim: {claimName: w}}
                    """)
                .getSpec()),
        1,
        null);
  }

  @Test
  void eachActionIsHandedToTheMethodOfItsKind() throws IOException {
    Recorder recorder = new Recorder();
    for (Action action : actions()) {
      action.accept(recorder);
    }

    assertThat(recorder.calls).isEqualTo(actions());
  }

  @Test
  void theFailureOfAHandlerIsPassedOn() {
    assertThatThrownBy(() -> new Action.StopServing().accept(new Recorder()))
        .isInstanceOf(IOException.class)
        .hasMessage("the cluster is gone");
  }

  @Test
  void theKeyOfServeIsTheDigestOfItsModel() {
    assertThat(ServeKey.of("sha256:" + KEY)).contains(KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "md5:00", "1111111111111111111111111111111111111111111111111111111111111111"})
  void anotherDigestIsNoKey(String digest) {
    assertThat(ServeKey.of(digest)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"sha256:", "sha256:12", "sha256:XYZ"})
  void aDigestOfTheWrongLengthIsRejected(String digest) {
    assertThatThrownBy(() -> ServeKey.of(digest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a stage key is 64 hexadecimal digits, not ");
  }
}
