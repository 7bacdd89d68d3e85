// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.grpc;

import io.grpc.ServerServiceDefinition;
import io.pentimento.server.inference.ModelCatalog;
import io.pentimento.server.inference.ModelMetadata;
import io.pentimento.server.inference.ServerMetadata;
import io.pentimento.server.inference.grpc.proto.ModelInferRequest;
import io.pentimento.server.inference.grpc.proto.ModelInferResponse;
import io.pentimento.server.inference.grpc.proto.ModelMetadataRequest;
import io.pentimento.server.inference.grpc.proto.ModelMetadataResponse;
import io.pentimento.server.inference.grpc.proto.ModelReadyRequest;
import io.pentimento.server.inference.grpc.proto.ModelReadyResponse;
import io.pentimento.server.inference.grpc.proto.MutinyGRPCInferenceServiceGrpc;
import io.pentimento.server.inference.grpc.proto.ServerLiveRequest;
import io.pentimento.server.inference.grpc.proto.ServerLiveResponse;
import io.pentimento.server.inference.grpc.proto.ServerMetadataRequest;
import io.pentimento.server.inference.grpc.proto.ServerMetadataResponse;
import io.pentimento.server.inference.grpc.proto.ServerReadyRequest;
import io.pentimento.server.inference.grpc.proto.ServerReadyResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The service of the protocol's {@code open_inference_grpc.proto}. */
@GrpcService
public class GrpcInferenceService
    extends MutinyGRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase {
  private final ModelCatalog catalog;
  private final GrpcInference inference;
  private final GrpcFailures failures;

  @Inject
  GrpcInferenceService(ModelCatalog catalog, GrpcInference inference, GrpcFailures failures) {
    this.catalog = catalog;
    this.inference = inference;
    this.failures = failures;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return CheckedService.of(super.bindService());
  }

  private <T> Uni<T> answer(Supplier<T> answer) {
    return Uni.createFrom().item(answer).onFailure().transform(failures::of);
  }

  @Override
  public Uni<ServerLiveResponse> serverLive(ServerLiveRequest request) {
    return answer(() -> ServerLiveResponse.newBuilder().setLive(true).build());
  }

  @Override
  public Uni<ServerReadyResponse> serverReady(ServerReadyRequest request) {
    return answer(() -> ServerReadyResponse.newBuilder().setReady(catalog.isReady()).build());
  }

  @Override
  public Uni<ModelReadyResponse> modelReady(ModelReadyRequest request) {
    return answer(
        () -> {
          catalog.check(request.getName(), request.getVersion());
          return ModelReadyResponse.newBuilder().setReady(catalog.isReady()).build();
        });
  }

  @Override
  public Uni<ServerMetadataResponse> serverMetadata(ServerMetadataRequest request) {
    ServerMetadata server = catalog.server();
    return answer(
        () ->
            ServerMetadataResponse.newBuilder()
                .setName(server.name())
                .setVersion(server.version())
                .addAllExtensions(server.extensions())
                .build());
  }

  @Override
  public Uni<ModelMetadataResponse> modelMetadata(ModelMetadataRequest request) {
    return answer(
        () -> {
          catalog.check(request.getName(), request.getVersion());
          return message(catalog.metadata());
        });
  }

  private static ModelMetadataResponse message(ModelMetadata model) {
    return ModelMetadataResponse.newBuilder()
        .setName(model.name())
        .addAllVersions(model.versions())
        .setPlatform(model.platform())
        .addAllInputs(tensors(model.inputs()))
        .addAllOutputs(tensors(model.outputs()))
        .build();
  }

  private static List<ModelMetadataResponse.TensorMetadata> tensors(
      List<ModelMetadata.TensorMetadata> tensors) {
    return tensors.stream()
        .map(
            tensor ->
                ModelMetadataResponse.TensorMetadata.newBuilder()
                    .setName(tensor.name())
                    .setDatatype(tensor.datatype())
                    .addAllShape(tensor.shape())
                    .build())
        .toList();
  }

  @Override
  public Uni<ModelInferResponse> modelInfer(ModelInferRequest request) {
    CompletableFuture<ModelInferResponse> answer =
        inference.infer(request, AdmissionInterceptor.ADMITTED.get());
    return Uni.createFrom().completionStage(answer);
  }
}
