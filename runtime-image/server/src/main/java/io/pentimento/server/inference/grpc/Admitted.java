package io.pentimento.server.inference.grpc;

import io.pentimento.server.admission.Admission;
import io.pentimento.server.queue.Caller;

/** The room of a request under way, and whose request it is. */
record Admitted(Admission.Ticket ticket, Caller caller) {}
