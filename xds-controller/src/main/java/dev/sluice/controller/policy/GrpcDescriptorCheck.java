package dev.sluice.controller.policy;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.controller.ir.policy.GrpcJsonIr;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A check that descriptors are complete and contain the services of a policy. */
final class GrpcDescriptorCheck {
  private static final String DESCRIPTOR = "spec/descriptor";

  private GrpcDescriptorCheck() {}

  static List<SpecProblem> problems(GrpcJsonIr policy) {
    try {
      Set<String> services =
          services(FileDescriptorSet.parseFrom(Base64.getDecoder().decode(policy.descriptor())));
      List<SpecProblem> problems = new ArrayList<>();
      for (int i = 0; i < policy.services().size(); i++) {
        String service = policy.services().get(i);
        if (!services.contains(service)) {
          problems.add(
              new SpecProblem(
                  "spec/services/" + i,
                  "no service " + service + " in the descriptor; it has " + services));
        }
      }
      return problems;
    } catch (IllegalArgumentException e) {
      return List.of(new SpecProblem(DESCRIPTOR, "is not Base64: " + e.getMessage()));
    } catch (InvalidProtocolBufferException e) {
      return List.of(new SpecProblem(DESCRIPTOR, "is not a set of file descriptors"));
    } catch (DescriptorValidationException e) {
      return List.of(
          new SpecProblem(DESCRIPTOR, e.getMessage() + "; write it with protoc --include_imports"));
    }
  }

  private static Set<String> services(FileDescriptorSet set) throws DescriptorValidationException {
    Map<String, FileDescriptor> files = new HashMap<>();
    Set<String> services = new HashSet<>();
    for (FileDescriptorProto file : set.getFileList()) {
      FileDescriptor[] imports =
          file.getDependencyList().stream()
              .filter(files::containsKey)
              .map(files::get)
              .toArray(FileDescriptor[]::new);
      FileDescriptor built = FileDescriptor.buildFrom(file, imports);
      files.put(file.getName(), built);
      built.getServices().stream().map(ServiceDescriptor::getFullName).forEach(services::add);
    }
    return services;
  }
}
