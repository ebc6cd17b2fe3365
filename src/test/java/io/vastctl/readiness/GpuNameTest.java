package io.vastctl.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuNameTest {

    @ParameterizedTest
    @CsvSource({
        "RTX 4090, NVIDIA GeForce RTX 4090",
        "RTX 4090, GeForce RTX 4090",
        "RTX 4090D, NVIDIA GeForce RTX 4090 D",
        "RTX 5090D, NVIDIA GeForce RTX 5090 D",
        "RTX 3070 Ti, NVIDIA GeForce RTX 3070 Ti",
        "RTX 4070S Ti, NVIDIA GeForce RTX 4070 Ti SUPER",
        "RTX 4080S, NVIDIA GeForce RTX 4080 SUPER",
        "GTX 1660 S, NVIDIA GeForce GTX 1660 SUPER",
        "RTX 3060 laptop, NVIDIA GeForce RTX 3060 Laptop GPU",
        "RTX 6000Ada, NVIDIA RTX 6000 Ada Generation",
        "RTX 4000Ada, NVIDIA RTX 4000 SFF Ada Generation",
        "RTX A6000, NVIDIA RTX A6000",
        "Q RTX 8000, Quadro RTX 8000",
        "RTX PRO 6000 WS, NVIDIA RTX PRO 6000 Blackwell Workstation Edition",
        "RTX PRO 6000 S, NVIDIA RTX PRO 6000 Blackwell Server Edition",
        "RTX PRO 6000 Max-Q, NVIDIA RTX PRO 6000 Blackwell Max-Q Workstation Edition",
        "A100 SXM4, NVIDIA A100-SXM4-80GB",
        "A100 SXM4, A100-SXM4-40GB",
        "A100 PCIE, NVIDIA A100 80GB PCIe",
        "A100 PCIE, NVIDIA A100-PCIE-40GB",
        "H100 SXM, NVIDIA H100 80GB HBM3",
        "H100 PCIE, NVIDIA H100 PCIe",
        "H100 NVL, NVIDIA H100 NVL",
        "H200, NVIDIA H200",
        "GH200 SXM, NVIDIA GH200 480GB",
        "B200, NVIDIA B200",
        "L40S, NVIDIA L40S",
        "Tesla V100, Tesla V100-SXM2-16GB",
        "Tesla T4, Tesla T4",
        "RTX 3080, NVIDIA GeForce RTX 3080 12GB",
        "Titan RTX, NVIDIA TITAN RTX",
        "Titan V, NVIDIA GeForce RTX 4090",
        "RTX 4090, NVIDIA Graphics Device",
        "RTX 4090, [N/A]",
        "'', NVIDIA GeForce RTX 4090"
    })
    void theSameCardHasManyNamesAndAnUnclearOneIsNoProof(String offered, String found) {
        assertThat(GpuName.mayBeSame(offered, found)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "RTX 4090, NVIDIA GeForce RTX 3090",
        "RTX 4090, NVIDIA GeForce RTX 4090 D",
        "RTX 4090, NVIDIA GeForce RTX 4090 Laptop GPU",
        "RTX 3090 Ti, NVIDIA GeForce RTX 3090",
        "RTX 4070, NVIDIA GeForce RTX 4070 Ti SUPER",
        "RTX 4070S Ti, NVIDIA GeForce RTX 4070 Ti",
        "RTX 6000Ada, Quadro RTX 6000",
        "RTX 6000Ada, NVIDIA RTX A6000",
        "RTX PRO 6000 WS, NVIDIA RTX 6000 Ada Generation",
        "H100 SXM, NVIDIA A100-SXM4-80GB",
        "H200, NVIDIA H100 80GB HBM3",
        "L40S, NVIDIA L40",
        "Tesla T4, Tesla P4"
    })
    void anotherCardIsTold(String offered, String found) {
        assertThat(GpuName.mayBeSame(offered, found)).isFalse();
    }
}
