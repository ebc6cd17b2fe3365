package io.vastctl.simulator.box;

import io.vastctl.simulator.box.shell.Call;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * nvidia-smi in a box: the table, {@code -L}, {@code -q}, queries, and the ways in which it fails. As in real
 * containers it sees no processes: they have other numbers outside.
 */
final class NvidiaSmi {

    private static final int LIBRARY_MISMATCH = 18;
    private static final int NOT_FOUND = 6;
    private static final int NO_HANDLE = 15;
    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final int BAD = 2;
    private static final Pattern TAKES_VALUE = Pattern.compile("-i|--id|-l|--loop|-d|--display|-f|-lms");

    private final Machine machine;

    NvidiaSmi(Machine machine) {
        this.machine = machine;
    }

    int run(Call call) {
        Contract contract = machine.contract();
        if (contract.gpu().has(Fault.SMI_MISMATCH)) {
            call.out("Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 570.195\n");
            return LIBRARY_MISMATCH;
        }
        if (contract.gpu().has(Fault.SMI_NO_DEVICES)) {
            call.out("No devices were found\n");
            return NOT_FOUND;
        }
        if (contract.gpu().has(Fault.SMI_NO_HANDLE)) {
            call.out("Unable to determine the device handle for GPU 0000:01:00.0: Unknown Error\n");
            return NO_HANDLE;
        }
        if (contract.offer().gpus() == 1 && machine.card(0).offTheBus()) {
            call.out("Unable to determine the device handle for GPU 0000:01:00.0: GPU is lost.  Reboot the system to"
                    + " recover this GPU\n");
            return NO_HANDLE;
        }
        if (contract.gpu().has(Fault.SMI_HANGS)) call.shell().pause(FOR_EVER);
        return answer(call, new GpuCards(machine));
    }

    private static int answer(Call call, GpuCards cards) {
        Optional<String> query = Optional.empty();
        Optional<String> processes = Optional.empty();
        String format = "";
        String id = "";
        boolean list = false;
        boolean details = false;
        String display = "";
        for (int at = 0; at < call.arguments().size(); at++) {
            String word = call.arguments().get(at);
            String value = word.contains("=") ? word.substring(word.indexOf('=') + 1) : "";
            if (word.startsWith("--query-gpu=")) {
                query = Optional.of(value);
                continue;
            }
            if (word.startsWith("--format=")) {
                format = value;
                continue;
            }
            if (TAKES_VALUE.matcher(word).matches() && at + 1 < call.arguments().size())
                value = call.arguments().get(++at);
            if (word.matches("-d|--display(=.*)?")) display = value;
            if (word.matches("--query-(compute-apps|accounted-apps)=.*")) processes = Optional.of(value);
            else if (word.matches("-L|--list-gpus")) list = true;
            else if (word.matches("-q|--query|-x.*")) details = true;
            else if (word.matches("-i|--id(=.*)?")) id = value;
            else if (!word.matches("-l|--loop(=.*)?|-lms|-d|--display(=.*)?|-f|pmon|dmon|topo|-m|-s|-c|1")) {
                call.out("Invalid combination of input arguments. Please run 'nvidia-smi -h' for help.\n\n");
                return BAD;
            }
        }
        List<Integer> chosen = chosen(cards, id);
        if (chosen.isEmpty()) {
            call.out("No devices were found\n");
            return NOT_FOUND;
        }
        if (query.isPresent()) return csv(call, cards, chosen, query.get(), format);
        if (processes.isPresent()) return noProcesses(call, processes.get(), format);
        if (list) chosen.forEach(card -> call.out(cards.line(card) + "\n"));
        else if (details && display.toUpperCase(Locale.ROOT).contains("TEMPERATURE"))
            call.out(new GpuDetails(cards).temperatures(chosen));
        else if (details) call.out(new GpuDetails(cards).all(chosen));
        else call.out(new GpuTable(cards).text(chosen));
        return 0;
    }

    private static List<Integer> chosen(GpuCards cards, String id) {
        List<Integer> chosen = new ArrayList<>();
        for (int card = 0; card < cards.count(); card++) {
            if (id.isEmpty()
                    || List.of(id.split(",", -1)).contains(String.valueOf(card))
                    || id.contains(cards.uuid(card))) chosen.add(card);
        }
        return chosen;
    }

    private static int csv(Call call, GpuCards cards, List<Integer> chosen, String fields, String format) {
        if (!format.startsWith("csv")) {
            call.out("\"--format=\" switch is missing. Please run 'nvidia-smi -h' for help.\n\n");
            return BAD;
        }
        List<String> names = new ArrayList<>();
        for (String field : fields.split(",", -1)) names.add(field.strip());
        List<String> rows = new ArrayList<>();
        for (int card : chosen) {
            List<String> values = new ArrayList<>();
            for (String name : names) {
                Optional<GpuCards.Value> value = cards.value(name, card);
                if (value.isEmpty()) {
                    call.out("Field \"" + name + "\" is not a valid field to query.\n\n");
                    return BAD;
                }
                values.add(value.get().text(!format.contains("nounits")));
            }
            rows.add(String.join(", ", values));
        }
        if (!format.contains("noheader")) call.out(header(cards, names) + "\n");
        rows.forEach(row -> call.out(row + "\n"));
        return 0;
    }

    private static String header(GpuCards cards, List<String> names) {
        List<String> titles = new ArrayList<>();
        for (String name : names) {
            String unit = cards.value(name, 0).map(GpuCards.Value::unit).orElse("");
            titles.add(unit.isEmpty() ? name : name + " [" + unit + "]");
        }
        return String.join(", ", titles);
    }

    private static int noProcesses(Call call, String fields, String format) {
        if (!format.contains("noheader")) {
            call.out(fields.replace(",", ", ").replace("used_memory", "used_gpu_memory [MiB]") + "\n");
        }
        return 0;
    }

    static String decimals(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
