// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.grpc;

import io.pentimento.server.admission.Admission;
import io.pentimento.server.inference.InferenceRequest;
import io.pentimento.server.inference.grpc.proto.GRPCInferenceServiceGrpc;
import io.pentimento.server.inference.grpc.proto.ModelInferRequest;
import java.io.ByteArrayInputStream;

/** Reads messages of inference requests outside a running server. */
public final class GrpcBodies {
  private static final CheckedRequests REQUESTS =
      new CheckedRequests(GRPCInferenceServiceGrpc.getModelInferMethod().getRequestMarshaller());

  private GrpcBodies() {}

  public static InferenceRequest read(byte[] message, Admission.Ticket ticket) {
    ModelInferRequest request = REQUESTS.parse(new ByteArrayInputStream(message));
    CheckedRequests.check(request);
    return new GrpcRequestReader(request, ticket).read();
  }
}
