// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.grpc;

import io.pentimento.server.admission.Admission;
import io.pentimento.server.queue.Caller;

/** The reservation and the client of the current request. */
record Admitted(Admission.Ticket ticket, Caller caller) {}
