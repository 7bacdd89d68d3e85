// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.prepare;

import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.Transfers;
import io.pentimento.worker.source.RemoteSources;
import io.pentimento.worker.source.RetryPolicy;

/** The remote sources of a stage. Downloads report progress, and end when the stage must stop. */
final class Downloads {
  private Downloads() {}

  static RemoteSources in(StageContext context) {
    Transfers transfers = new Transfers(context, "downloading");
    return new RemoteSources(
        context.layout().root().resolve("downloads"),
        new RetryPolicy(
            transfers::pause, (file, done, total) -> transfers.progressed(done, total)));
  }
}
