// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import io.pentimento.core.image.codec.ImageHeader;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.admission.Admission;
import io.pentimento.server.admission.ImageBody;
import io.pentimento.server.faces.FaceRequests;
import io.pentimento.server.metrics.InferenceMetrics;
import io.pentimento.server.metrics.InferenceMetrics.Direction;
import io.pentimento.server.model.ImageMemory;
import io.pentimento.server.model.ServedModel;
import io.pentimento.server.queue.Caller;
import io.pentimento.server.queue.RestorationQueue;
import io.pentimento.server.tracing.Stages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Restores the images of a request, queued with those of other requests. */
@ApplicationScoped
public class InferenceService {
  private final ServedModel model;
  private final ImageBody images;
  private final FaceRequests faces;
  private final RestorationQueue queue;
  private final ModelCatalog catalog;
  private final Stages stages;
  private final InferenceMetrics metrics;

  @Inject
  InferenceService(
      ServedModel model,
      ImageBody images,
      FaceRequests faces,
      RestorationQueue queue,
      ModelCatalog catalog,
      Stages stages,
      InferenceMetrics metrics) {
    this.metrics = metrics;
    this.stages = stages;
    this.model = model;
    this.images = images;
    this.faces = faces;
    this.queue = queue;
    this.catalog = catalog;
  }

  /**
   * Validates a request at once and restores its images later. Cancelling the result removes its
   * waiting images from the queue.
   *
   * @param ticket with one place; further places for further images, and memory for responses, are
   *     reserved with it
   * @param caller the client; the queue serves clients in turn
   * @throws RuntimeException if the request cannot be served
   */
  public CompletableFuture<InferenceResponse> infer(
      InferenceRequest request, Admission.Ticket ticket, Caller caller) {
    InferencePlan plan = InferencePlan.of(request);
    measure(request);
    ImageMemory memory = model.restorer().memory();
    List<Long> largest = plan.images().stream().map(image -> check(image, plan, memory)).toList();
    ticket.takeFurther(plan.images().size() - 1);
    List<RestorationQueue.Job<RestoredImage>> jobs = new ArrayList<>();
    for (int i = 0; i < largest.size(); i++) {
      ImageSource image = plan.images().get(i);
      long answer = largest.get(i);
      jobs.add(queue.submit(caller, () -> restored(image, plan, answer, ticket)));
    }
    return answer(request, plan, jobs);
  }

  private long check(ImageSource image, InferencePlan plan, ImageMemory memory) {
    return plan.faces()
        .map(mode -> faces.check(file(image), mode, plan.weight(), plan.upscale()))
        .orElseGet(() -> image.check(images, memory, plan.format().type()));
  }

  /** Requests for faces have encoded images only. */
  private static byte[] file(ImageSource image) {
    return ((EncodedImage) image).file();
  }

  private void measure(InferenceRequest request) {
    for (InputTensor input : request.inputs()) {
      metrics.tensor(Direction.INPUT, input.type().name(), input.contents().size());
    }
  }

  private InferenceResponse response(
      InferenceRequest request, InferencePlan plan, List<RestoredImage> restored) {
    OutputTensor output = plan.format().tensor(InferencePlan.OUTPUT, restored);
    metrics.tensor(Direction.OUTPUT, output.type().name(), output.bytes());
    return new InferenceResponse(catalog.name(), catalog.version(), request.id(), output);
  }

  private RestoredImage restored(
      ImageSource image, InferencePlan plan, long largest, Admission.Ticket ticket) {
    ticket.grow(largest);
    RestoredImage restored =
        plan.faces()
            .map(mode -> faces.restore(file(image), mode, plan.weight(), plan.upscale()))
            .map(png -> photograph(png))
            .orElseGet(() -> crop(image, plan));
    ticket.grow(restored.contents().length - largest);
    return restored;
  }

  private static RestoredImage photograph(byte[] png) {
    ImageHeader header = ImageHeader.parse(png, "the restored image");
    return new RestoredImage(header.height(), header.width(), png);
  }

  private RestoredImage crop(ImageSource image, InferencePlan plan) {
    Tensor decoded = stages.run("decode", () -> image.decode(images));
    Tensor restored = model.restorer().restore(decoded, plan.weight());
    byte[] contents = stages.run("encode", () -> plan.format().encode(restored));
    return new RestoredImage(restored.dim(2), restored.dim(3), contents);
  }

  private CompletableFuture<InferenceResponse> answer(
      InferenceRequest request,
      InferencePlan plan,
      List<RestorationQueue.Job<RestoredImage>> jobs) {
    List<CompletableFuture<RestoredImage>> results =
        jobs.stream().map(RestorationQueue.Job::result).toList();
    CompletableFuture<InferenceResponse> answer =
        AllOf.of(results).thenApply(restored -> response(request, plan, restored));
    answer.whenComplete((given, failure) -> jobs.forEach(queue::withdraw));
    return answer;
  }
}
