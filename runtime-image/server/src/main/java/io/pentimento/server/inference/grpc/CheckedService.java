// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.pentimento.server.inference.grpc.proto.GRPCInferenceServiceGrpc;
import io.pentimento.server.inference.grpc.proto.ModelInferRequest;
import io.pentimento.server.inference.grpc.proto.ModelInferResponse;
import java.util.ArrayList;
import java.util.List;

/** The generated service with {@link CheckedRequests} in place of the generated parser. */
final class CheckedService {
  private CheckedService() {}

  static ServerServiceDefinition of(ServerServiceDefinition service) {
    List<ServerMethodDefinition<?, ?>> methods = new ArrayList<>();
    service.getMethods().forEach(method -> methods.add(checked(method)));
    ServiceDescriptor.Builder descriptor =
        ServiceDescriptor.newBuilder(service.getServiceDescriptor().getName())
            .setSchemaDescriptor(service.getServiceDescriptor().getSchemaDescriptor());
    methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
    ServerServiceDefinition.Builder checked = ServerServiceDefinition.builder(descriptor.build());
    methods.forEach(checked::addMethod);
    return checked.build();
  }

  @SuppressWarnings("unchecked")
  private static ServerMethodDefinition<?, ?> checked(ServerMethodDefinition<?, ?> method) {
    MethodDescriptor<ModelInferRequest, ModelInferResponse> infer =
        GRPCInferenceServiceGrpc.getModelInferMethod();
    if (!method.getMethodDescriptor().getFullMethodName().equals(infer.getFullMethodName())) {
      return method;
    }
    MethodDescriptor<ModelInferRequest, ModelInferResponse> descriptor =
        infer.toBuilder(
                new CheckedRequests(infer.getRequestMarshaller()), infer.getResponseMarshaller())
            .build();
    return ServerMethodDefinition.create(
        descriptor,
        ((ServerMethodDefinition<ModelInferRequest, ModelInferResponse>) method)
            .getServerCallHandler());
  }
}
