// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.shutdown;

/** The requests that must be answered before the process ends. */
public interface RunningRequests {
  /** Whether no request is uploaded, waits, is restored or is answered. */
  boolean isIdle();
}
