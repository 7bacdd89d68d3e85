// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Progress;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.reason.SourceReason;
import io.pentimento.workflow.observation.StageRun;
import java.io.PrintStream;
import java.util.List;

/** Writes one line of JSON after each change, for logs and programs. */
final class JsonLines implements Display {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final PrintStream out;
  private String last = "";

  JsonLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(AdaptationJobStatus status, List<StageRun> runs) {
    String line = line(status);
    if (!line.equals(last)) {
      out.println(line);
      out.flush();
    }
    last = line;
  }

  private static String line(AdaptationJobStatus status) {
    ObjectNode line = JSON.createObjectNode();
    line.set("phase", JSON.valueToTree(status.phase()));
    Progress progress = status.progress();
    if (progress != null) {
      line.put("percentage", progress.percentage());
      line.put("secondsLeft", progress.estimatedRemainingSeconds());
    }
    status.stages().stream()
        .filter(stage -> stage.state() != StageState.SUCCEEDED)
        .findFirst()
        .ifPresent(stage -> line.set("stage", stage(stage)));
    status.stages().stream()
        .filter(stage -> SourceReason.DATASET_NOT_ALIGNED.is(stage.reason()))
        .forEach(stage -> line.withArray("warnings").add(stage.message()));
    if (status.gate() != null) {
      line.set("gate", JSON.valueToTree(status.gate()));
    }
    if (status.serving() != null) {
      line.put("url", status.serving().url());
    }
    return text(line);
  }

  private static ObjectNode stage(StageStatus stage) {
    return JSON.<ObjectNode>valueToTree(stage)
        .retain("name", "items", "state", "reason", "message", "attempt");
  }

  private static String text(ObjectNode line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a line of JSON", e);
    }
  }
}
