package dev.tiffin.bridge.again;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupedTest {

    private final List<List<Integer>> written = new ArrayList<>();
    private final List<Promise<Void>> under = new ArrayList<>();
    private final Grouped<Integer> grouped = new Grouped<>(elements -> {
        written.add(elements);
        Promise<Void> promise = Promise.promise();
        under.add(promise);
        return promise.future();
    });

    @Test
    void writesAtOnceAndCollectsMeanwhile() {
        var first = grouped.add(1);
        var second = grouped.add(2);
        var third = grouped.add(3);
        assertThat(written).containsExactly(List.of(1));
        under.getFirst().complete();
        assertThat(first.succeeded()).isTrue();
        assertThat(second.isComplete()).isFalse();
        assertThat(written).containsExactly(List.of(1), List.of(2, 3));
        under.get(1).complete();
        assertThat(third.succeeded()).isTrue();
    }

    @Test
    void writesNoMoreThan500AtOnce() {
        IntStream.range(0, 1_200).forEach(grouped::add);
        under.getFirst().complete();
        assertThat(written).allMatch(batch -> batch.size() <= 500);
        for (int i = 1; i < under.size(); i++) {
            under.get(i).tryComplete();
        }
        assertThat(written.stream().mapToInt(List::size).sum()).isEqualTo(1_200);
        assertThat(written.stream().flatMap(List::stream)).isSorted();
    }

    @Test
    void tellsWhenAllThatWasAddedIsWritten() {
        assertThat(grouped.all().succeeded()).isTrue();
        grouped.add(1);
        var one = grouped.all();
        grouped.add(2);
        var both = grouped.all();
        assertThat(one.isComplete()).isFalse();
        under.getFirst().complete();
        assertThat(one.succeeded()).isTrue();
        assertThat(both.isComplete()).isFalse();
        under.get(1).complete();
        assertThat(both.succeeded()).isTrue();
        assertThat(grouped.all().succeeded()).isTrue();
    }

    @Test
    void aFailureIsToldToAllOfTheBatch() {
        var first = grouped.add(1);
        Future<Void> second = grouped.add(2);
        under.getFirst().fail("no");
        assertThat(first.failed()).isTrue();
        under.get(1).complete();
        assertThat(second.succeeded()).isTrue();
    }
}
