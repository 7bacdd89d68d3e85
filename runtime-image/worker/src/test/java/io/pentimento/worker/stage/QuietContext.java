// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import io.pentimento.contract.SourceLocator;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.worker.runtime.ProgressWriter;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.source.Secrets;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Runs a stage within the test, without progress output and interruption. */
public final class QuietContext {
  private QuietContext() {}

  public static StageContext of(StageDocument document, Path workspace) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return of(document, workspace, nowhere, Clock.systemUTC());
  }

  /** With progress output by this clock. */
  public static StageContext of(
      StageDocument document, Path workspace, PrintStream lines, Clock clock) {
    ProgressWriter progress =
        new ProgressWriter(document, null, workspace.resolve("progress.json"), lines, clock);
    WorkspaceLayout layout = new WorkspaceLayout(workspace);
    return new StageContext(
        document,
        layout,
        layout.artifact(document.stage(), document.key()),
        new SourceLocator(workspace, Map.of()),
        Secrets.NONE,
        0,
        1,
        progress,
        () -> false);
  }

  /** With a request to stop when {@code interrupted} returns true. */
  static StageContext interrupted(StageContext context, BooleanSupplier interrupted) {
    return context.in(context.output(), interrupted);
  }
}
